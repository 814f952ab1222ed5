package robotaxi.ota.artifact.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import robotaxi.kit.tus.HashBehind;
import robotaxi.ota.artifact.ArtifactUpload;

/** The bytes of uploads under way. What lies behind the acknowledged offset counts for nothing and is written over. */
@ApplicationScoped
class IncomingFiles {
    /** Small enough to be still in the core's cache when it is hashed and written. */
    private static final int BUFFER_BYTES = 256 * 1024;
    /** So much at most is sent again when this process dies. */
    private static final long ACKNOWLEDGED_EACH_BYTES = 256L << 20;

    private final Path folder;
    private final Map<String, HashBehind> hashes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("artifact-upload-", 0).factory());

    @Inject
    IncomingFiles(ArtifactConfig config) {
        this.folder = config.folder().resolve("incoming");
    }

    /** Hears how many bytes of an upload are on the disk. */
    @FunctionalInterface
    interface Progress {
        /** Answers false when somebody else goes on with the upload. */
        boolean durable(long offsetBytes);
    }

    /** How an append ended. */
    enum Appended {
        /** All that came is on the disk, and was told. */
        DURABLE,
        /** The body goes beyond the announced length; nothing counts that was not told. */
        TOO_LONG,
        /** Somebody else goes on with this upload. */
        OVERTAKEN
    }

    Path path(String id) {
        return folder.resolve(id);
    }

    /** Writes a body behind the offset. A body that breaks off counts as far as it came. */
    Appended append(ArtifactUpload upload, InputStream body, Progress progress) throws IOException {
        Files.createDirectories(folder);
        boolean settled = false;
        try (FileChannel file =
                FileChannel.open(path(upload.id()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.truncate(upload.offsetBytes());
            file.position(upload.offsetBytes());
            HashBehind hash = hash(upload.id(), path(upload.id()));
            var disk = new DiskBehind(file, progress, threads, upload.offsetBytes(), ACKNOWLEDGED_EACH_BYTES);
            long length = upload.offsetBytes();
            Appended ended = Appended.DURABLE;
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = fill(body, buffer); read > 0; read = fill(body, buffer)) {
                if (length + read > upload.lengthBytes()) {
                    ended = Appended.TOO_LONG;
                    break;
                }
                write(file, buffer, read);
                hash.write(length, buffer, read);
                length += read;
                disk.reach(length);
            }
            boolean kept = ended == Appended.DURABLE ? disk.end(length) : disk.end();
            settled = kept && ended == Appended.DURABLE;
            return kept ? ended : Appended.OVERTAKEN;
        } finally {
            if (!settled) {
                // It has seen bytes that will be written over.
                hashes.remove(upload.id());
            }
        }
    }

    /** As much as fits, or as comes; a client that is gone is the end of its body. */
    private static int fill(InputStream body, byte[] buffer) {
        int filled = 0;
        try {
            while (filled < buffer.length) {
                int read = body.read(buffer, filled, buffer.length - filled);
                if (read < 0) {
                    break;
                }
                filled += read;
            }
        } catch (IOException _) {
            // What came before counts.
        }
        return filled;
    }

    private static void write(FileChannel file, byte[] buffer, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private HashBehind hash(String id, Path file) {
        return hashes.computeIfAbsent(id, _ -> new HashBehind(file, threads));
    }

    /** The SHA-256 of a whole upload in hex, wherever its file lies. */
    String sha256(ArtifactUpload upload, Path file) throws IOException {
        try {
            return hash(upload.id(), file).end(upload.lengthBytes());
        } finally {
            hashes.remove(upload.id());
        }
    }

    void remove(String id) throws IOException {
        hashes.remove(id);
        Files.deleteIfExists(path(id));
    }
}
