package robotaxi.benchmarks.upload;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Takes PUTs of cars by mutual TLS and writes them to the disk, one after the other, and does nothing else. */
public final class PlainTlsServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?i)transfer-encoding: *chunked");
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int BACKLOG = 10;

    private final SSLServerSocket server;
    private final Path file;

    /** Writes this one file, whatever the path. */
    public PlainTlsServer(SSLContext fleet, Path file) throws IOException {
        this.file = file;
        this.server = (SSLServerSocket)
                fleet.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        Thread.ofPlatform().daemon().name("plain-tls-server").start(this::run);
    }

    /** Where it is. */
    public String url() {
        return "https://localhost:" + server.getLocalPort();
    }

    private void run() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                serve(client);
            } catch (IOException _) {
                // The client has had enough, or the server was closed.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER_BYTES);
        String head = line(in, "\r\n\r\n");
        boolean isChunked = CHUNKED.matcher(head).find();
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var written = new BufferedOutputStream(Channels.newOutputStream(out), BUFFER_BYTES);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = isChunked ? chunk(in) : length(head); left > 0; left = isChunked ? nextChunk(in) : 0) {
                copy(in, written, buffer, left);
            }
            written.flush();
            out.force(true);
        }
        client.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void copy(InputStream in, OutputStream out, byte[] buffer, long count) throws IOException {
        for (long left = count; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the client left");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static long length(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Long.parseLong(length.group(1)) : 0;
    }

    private static long nextChunk(InputStream in) throws IOException {
        line(in, "\r\n");
        return chunk(in);
    }

    private static long chunk(InputStream in) throws IOException {
        return Long.parseLong(line(in, "\r\n").strip(), 16);
    }

    private static String line(InputStream in, String end) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf(end, Math.max(0, line.length() - end.length())) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the client left before it said what it wants");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
