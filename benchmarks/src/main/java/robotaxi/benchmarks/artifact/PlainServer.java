package robotaxi.benchmarks.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/** What the plain file server takes for the same files. */
public final class PlainServer {
    private static final double NANOS = 1e9;

    private PlainServer() {}

    /** Seconds until a file is on the disk under another name. */
    public static double sendSeconds(LargeFile file, Path to) throws IOException {
        try (var server = new PlainFileServer(to);
                FileChannel content = FileChannel.open(file.path());
                var line = new FileLine(server.url())) {
            long begin = System.nanoTime();
            line.send("PUT", "/", Map.of("Content-Length", String.valueOf(file.lengthBytes())));
            line.sendBody(content, 0, file.lengthBytes());
            line.head();
            return (System.nanoTime() - begin) / NANOS;
        }
    }

    /** Seconds until so many bytes of a file have come. */
    public static double readSeconds(Path file, long count) throws IOException {
        try (var server = new PlainFileServer(file);
                var line = new FileLine(server.url())) {
            long begin = System.nanoTime();
            line.send("GET", "/", Map.of());
            line.head();
            line.body(count, (ByteBuffer _) -> {});
            return (System.nanoTime() - begin) / NANOS;
        }
    }
}
