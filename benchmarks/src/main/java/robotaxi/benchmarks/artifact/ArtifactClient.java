package robotaxi.benchmarks.artifact;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import robotaxi.local.stack.StackException;

/** A release author's client and a downloader, over connections that break where chance wants. */
public final class ArtifactClient {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final double NANOS = 1e9;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL = 206;
    private static final int GOOD = 200;
    private static final int LOCKED = 423;

    private final String url;
    private final String token;

    /** Of a service, for somebody with that bearer token. */
    public ArtifactClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** What goes on when a connection has broken, for instance nothing, or the service's death. */
    @FunctionalInterface
    public interface Cut {
        /** Hears which cut it is. */
        void happens(int number) throws InterruptedException;
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("Tus-Resumable", "1.0.0");
        return headers;
    }

    /** Begins an upload, or finds the one under way; answers its path. */
    public String create(LargeFile file) throws IOException {
        try (var line = new FileLine(url)) {
            Map<String, String> headers = headers();
            headers.put("Content-Length", "0");
            headers.put("Upload-Length", String.valueOf(file.lengthBytes()));
            headers.put(
                    "Upload-Metadata",
                    "sha256 " + Base64.getEncoder().encodeToString(file.sha256().getBytes(StandardCharsets.US_ASCII)));
            line.send("POST", "/v1/artifact-uploads", headers);
            FileLine.Head head = line.head();
            require(head.status() == CREATED, "an upload was answered " + head.status());
            return URI.create(head.headers().getOrDefault("location", "")).getPath();
        }
    }

    /** How far an upload is. */
    public long offset(String upload) throws IOException {
        try (var line = new FileLine(url)) {
            line.send("HEAD", upload, headers());
            FileLine.Head head = line.head();
            require(head.status() == GOOD, "an upload is answered " + head.status());
            return head.number("upload-offset");
        }
    }

    /** Sends all that is missing, and waits for the answer; answers the seconds. */
    public double sendRest(String upload, LargeFile file) throws IOException {
        long begin = System.nanoTime();
        try (FileChannel content = FileChannel.open(file.path())) {
            int status = patch(upload, content, offset(upload), file.lengthBytes(), file.lengthBytes());
            require(status == NO_CONTENT, "the last byte was answered " + status);
        }
        return (System.nanoTime() - begin) / NANOS;
    }

    /** Sends it with so many cuts, each after a part of chance; between them it is asked how far the upload is. */
    public void sendWithCuts(String upload, LargeFile file, int cuts, SplittableRandom chance, Cut cut)
            throws IOException, InterruptedException {
        try (FileChannel content = FileChannel.open(file.path())) {
            long part = 2 * file.lengthBytes() / (cuts + 1);
            for (int i = 0; i < cuts; i++) {
                awaitIdle(upload, file);
                long offset = offset(upload);
                long end = Math.min(file.lengthBytes() - 1, offset + 1 + chance.nextLong(part));
                try {
                    int status = patch(upload, content, offset, end, file.lengthBytes());
                    require(status == 0, "a broken part was answered " + status);
                } catch (IOException _) {
                    // The service may end the connection first.
                }
                cut.happens(i);
            }
        }
        awaitIdle(upload, file);
        sendRest(upload, file);
    }

    /** What the last broken connection brought may still be on its way to the disk. */
    private void awaitIdle(String upload, LargeFile file) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (FileChannel content = FileChannel.open(file.path())) {
            // Nothing more at a wrong place is answered as soon as nobody else writes.
            while (patch(upload, content, file.lengthBytes(), file.lengthBytes(), file.lengthBytes()) == LOCKED) {
                require(System.nanoTime() < end, "the upload is busy for ever");
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    /** Answers the status, or 0 where the connection was broken off before all was sent. */
    private int patch(String upload, FileChannel content, long from, long to, long length) throws IOException {
        try (var line = new FileLine(url)) {
            Map<String, String> headers = headers();
            headers.put("Upload-Offset", String.valueOf(from));
            headers.put("Content-Type", "application/offset+octet-stream");
            headers.put("Content-Length", String.valueOf(length - from));
            line.send("PATCH", upload, headers);
            line.sendBody(content, from, to - from);
            return to < length ? 0 : line.head().status();
        }
    }

    /** Reads the artifact with so many cuts; answers whether all its bytes came, each once. */
    public boolean readWithCuts(LargeFile file, int cuts, SplittableRandom chance) throws IOException {
        MessageDigest digest = LargeFile.digest();
        long part = 2 * file.lengthBytes() / (cuts + 1);
        long offset = 0;
        for (int i = 0; offset < file.lengthBytes(); i++) {
            long count = i < cuts ? 1 + chance.nextLong(part) : Long.MAX_VALUE;
            offset += read(file, offset, Math.min(count, file.lengthBytes() - offset), digest::update);
        }
        return HexFormat.of().formatHex(digest.digest()).equals(file.sha256());
    }

    /** Reads so many bytes from a place, and answers the seconds. */
    public double readSeconds(LargeFile file, long count) throws IOException {
        long begin = System.nanoTime();
        read(file, 0, count, _ -> {});
        return (System.nanoTime() - begin) / NANOS;
    }

    private long read(LargeFile file, long from, long count, FileLine.Sink sink) throws IOException {
        try (var line = new FileLine(url)) {
            Map<String, String> headers = headers();
            headers.put("Range", "bytes=" + from + "-");
            line.send("GET", "/v1/artifacts/" + file.sha256(), headers);
            FileLine.Head head = line.head();
            require(head.status() == PARTIAL, "a range was answered " + head.status());
            require(head.number("content-length") == file.lengthBytes() - from, "a range has another length");
            line.body(count, sink);
            return count;
        }
    }

    private static void require(boolean good, String otherwise) {
        if (!good) {
            throw new StackException(otherwise);
        }
    }
}
