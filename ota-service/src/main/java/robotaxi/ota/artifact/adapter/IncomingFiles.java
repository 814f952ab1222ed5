package robotaxi.ota.artifact.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import robotaxi.kit.tus.DirectAppend;
import robotaxi.kit.tus.HashBehind;
import robotaxi.kit.tus.RunningHashes;
import robotaxi.ota.artifact.ArtifactUpload;

/** The bytes of uploads under way. What lies behind the acknowledged offset counts for nothing and is written over. */
@ApplicationScoped
class IncomingFiles {
    /** Small enough to be still in the core's cache when it is hashed and written. */
    private static final int BUFFER_BYTES = 256 * 1024;
    /** So much at most is sent again when this process dies. */
    private static final long ACKNOWLEDGED_EACH_BYTES = 256L << 20;

    private final Path folder;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("artifact-upload-", 0).factory());
    private final RunningHashes hashes = new RunningHashes(threads);

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
        try (DirectAppend file = DirectAppend.open(path(upload.id()), upload.offsetBytes(), threads)) {
            HashBehind hash = hashes.reach(upload.id(), path(upload.id()), upload.offsetBytes());
            var told = new Told(progress, hash);
            long length = upload.offsetBytes();
            long asked = length;
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = fill(body, buffer); read > 0; read = fill(body, buffer)) {
                if (length + read > upload.lengthBytes()) {
                    return Appended.TOO_LONG;
                }
                hash.write(length, buffer, read);
                file.write(buffer, read);
                length += read;
                if (length - asked >= ACKNOWLEDGED_EACH_BYTES && told.inTime()) {
                    asked = length;
                    file.tellDurable(told);
                }
            }
            file.sync();
            told.accept(length);
            return told.inTime() ? Appended.DURABLE : Appended.OVERTAKEN;
        }
    }

    /** Passes on how far the file has reached the disk, until somebody else goes on with it. */
    private static final class Told implements LongConsumer {
        private final Progress progress;
        private final HashBehind hash;
        private volatile boolean overtaken;

        Told(Progress progress, HashBehind hash) {
            this.progress = progress;
            this.hash = hash;
        }

        @Override
        public void accept(long offsetBytes) {
            overtaken = overtaken || !progress.durable(offsetBytes);
            hash.reach(offsetBytes);
        }

        boolean inTime() {
            return !overtaken;
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

    /** The SHA-256 of a whole upload in hex, wherever its file lies. */
    String sha256(ArtifactUpload upload, Path file) throws IOException {
        return hashes.end(upload.id(), file, upload.lengthBytes());
    }

    void remove(String id) throws IOException {
        hashes.forget(id);
        Files.deleteIfExists(path(id));
    }
}
