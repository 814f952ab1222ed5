package robotaxi.benchmarks.artifact;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file server must do and no more: a PUT to the disk, a GET out of it, one after the other, copied by the kernel. It hashes
 * nothing, resumes nothing and asks nobody.
 */
public final class PlainFileServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final int HEAD_BYTES = 8_192;
    private static final int BUFFER_BYTES = 1 << 20;

    private final ServerSocketChannel server;
    private final Path file;

    /** Serves this one file under every path. */
    public PlainFileServer(Path file) throws IOException {
        this.file = file;
        this.server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("plain-file-server").start(this::run);
    }

    /** Where it is. */
    public String url() throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void run() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                serve(client);
            } catch (IOException _) {
                // The client has had enough, or the server was closed.
            }
        }
    }

    private void serve(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        ByteBuffer head = buffer.slice(0, HEAD_BYTES);
        String text = "";
        while (!text.contains("\r\n\r\n") && client.read(head) >= 0) {
            byte[] bytes = new byte[head.position()];
            head.get(0, bytes);
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (text.startsWith("PUT ")) {
            Matcher length = LENGTH.matcher(text);
            long count = length.find() ? Long.parseLong(length.group(1)) : 0;
            int bodyAt = text.indexOf("\r\n\r\n") + 4;
            receive(client, count, head.flip().position(bodyAt), buffer);
            answer(client, 0);
        } else {
            try (FileChannel out = FileChannel.open(file)) {
                answer(client, out.size());
                for (long sent = 0; sent < out.size(); ) {
                    sent += out.transferTo(sent, out.size() - sent, client);
                }
            }
        }
    }

    private void receive(SocketChannel client, long count, ByteBuffer first, ByteBuffer buffer) throws IOException {
        try (FileChannel in = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long received = in.write(first);
            while (received < count && client.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    received += in.write(buffer);
                }
            }
            in.force(true);
        }
    }

    private static void answer(SocketChannel client, long length) throws IOException {
        client.write(ByteBuffer.wrap(
                ("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
