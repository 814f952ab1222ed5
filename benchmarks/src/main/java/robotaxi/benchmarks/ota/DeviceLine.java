package robotaxi.benchmarks.ota;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import robotaxi.local.stack.StackException;

/**
 * One connection of devices, kept open, as thin as can be: what the load costs is the server's, not the client's. It reads HTTP/1.1
 * answers with a Content-Length alone, which is all that the service sends here.
 */
final class DeviceLine implements AutoCloseable {
    private static final int BUFFER_BYTES = 8_192;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final String host;

    /** What came back. */
    record Answer(int status, String body) {}

    DeviceLine(String url) {
        URI to = URI.create(url);
        try {
            this.socket = new Socket(to.getHost(), to.getPort());
            socket.setTcpNoDelay(true);
            this.out = socket.getOutputStream();
            this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        } catch (IOException e) {
            throw new StackException("no connection: " + e.getMessage(), e);
        }
        this.host = to.getHost() + ":" + to.getPort();
    }

    Answer get(String deviceId, String path) {
        return ask("GET /default/controller/v1/" + deviceId + path + " HTTP/1.1\r\n" + head(deviceId) + "\r\n");
    }

    Answer post(String deviceId, String path, String body) {
        return ask("POST /default/controller/v1/" + deviceId + path + " HTTP/1.1\r\n" + head(deviceId)
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private String head(String deviceId) {
        return "Host: " + host + "\r\nAccept: application/json\r\nAuthorization: TargetToken token-" + deviceId
                + "\r\n";
    }

    private Answer ask(String request) {
        try {
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            int status = Integer.parseInt(line().split(" ", 3)[1]);
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String name = header.toLowerCase(Locale.ROOT);
                if (name.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            name.substring("content-length:".length()).strip());
                }
            }
            return new Answer(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StackException("a device got no answer: " + e.getMessage(), e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new StackException("a connection does not end", e);
        }
    }
}
