package robotaxi.benchmarks.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One connection that moves files as thinly as can be: the kernel copies, and what the measurement costs is the server's. */
final class FileLine implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int END_OF_HEAD = 0x0d0a0d0a;

    private final SocketChannel socket;
    private final String host;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /** The head of an answer; names in lower case. */
    record Head(int status, Map<String, String> headers) {
        long number(String name) {
            return Long.parseLong(headers.getOrDefault(name, "0"));
        }
    }

    /** Hears of bytes that come. */
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer bytes);
    }

    FileLine(String url) throws IOException {
        URI to = URI.create(url);
        this.host = to.getHost() + ":" + to.getPort();
        this.socket = SocketChannel.open(new InetSocketAddress(to.getHost(), to.getPort()));
        buffer.limit(0);
    }

    /** Sends the head of a request. */
    void send(String method, String path, Map<String, String> headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteBuffer bytes = ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    /** Sends a part of the rounds of a file as the body. */
    void sendBody(FileChannel round, long from, long count) throws IOException {
        long length = round.size();
        for (long sent = 0; sent < count; ) {
            long at = (from + sent) % length;
            sent += round.transferTo(at, Math.min(count - sent, length - at), socket);
        }
    }

    /** Reads the head of the answer. */
    Head head() throws IOException {
        var head = new ByteArrayOutputStream();
        for (int last = 0; last != END_OF_HEAD; ) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new IOException("the connection ended");
            }
            int next = buffer.get() & 0xff;
            last = last << Byte.SIZE | next;
            head.write(next);
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return new Head(Integer.parseInt(lines[0].split(" ", -1)[1]), headers);
    }

    /** Reads so many bytes of the body. */
    void body(long count, Sink sink) throws IOException {
        for (long left = count; left > 0; ) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new IOException("the connection ended");
            }
            ByteBuffer part = buffer.slice(buffer.position(), (int) Math.min(left, buffer.remaining()));
            buffer.position(buffer.position() + part.remaining());
            left -= part.remaining();
            sink.take(part);
        }
    }

    private boolean fill() throws IOException {
        int read = socket.read(buffer.clear());
        buffer.flip();
        return read >= 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
