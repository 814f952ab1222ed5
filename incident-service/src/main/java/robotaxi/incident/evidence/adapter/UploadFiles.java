package robotaxi.incident.evidence.adapter;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.evidence.PatchChecksum;
import robotaxi.incident.evidence.Upload;
import robotaxi.kit.tus.DirectAppend;
import robotaxi.kit.tus.HashBehind;
import robotaxi.kit.tus.RunningHashes;

/** The bytes of uploads under way. What lies behind the acknowledged offset counts for nothing and is written over. */
@ApplicationScoped
class UploadFiles {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path uploads;
    private final Path quarantine;
    private final long longestBytes;
    private final ExecutorService behind = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("upload-behind-", 0).daemon().factory());
    private final RunningHashes hashes = new RunningHashes(behind);

    @Inject
    UploadFiles(EvidenceConfig config) {
        this.uploads = config.folder().resolve("uploads");
        this.quarantine = config.folder().resolve("quarantine");
        this.longestBytes = config.maxUploadBytes();
    }

    @PreDestroy
    void stop() {
        behind.shutdownNow();
    }

    /** How an append ended. */
    sealed interface Appended {
        /** This many bytes more are on the disk. */
        record Bytes(long count) implements Appended {}

        /** The body was not what its checksum says; nothing has changed. */
        record ChecksumMismatch() implements Appended {}

        /** The body would have gone beyond the announced length; nothing has changed. */
        record TooLong() implements Appended {}
    }

    Path path(String id) {
        return uploads.resolve(id);
    }

    /** Writes a body behind the offset; what it answers has reached the disk. A broken body without checksum is kept so far. */
    Appended append(Upload upload, InputStream body, Optional<PatchChecksum> checksum) throws IOException {
        Files.createDirectories(uploads);
        try (DirectAppend file = DirectAppend.open(path(upload.id()), upload.offsetBytes(), behind)) {
            HashBehind hash = hashes.reach(upload.id(), path(upload.id()), upload.offsetBytes());
            Appended appended = copy(upload, body, checksum, (buffer, from, count) -> {
                hash.write(from, buffer, count);
                file.write(buffer, count);
            });
            if (appended instanceof Appended.Bytes) {
                file.sync();
            }
            return appended;
        }
    }

    /** Where the bytes of a body go. */
    @FunctionalInterface
    private interface Sink {
        void write(byte[] buffer, long fromBytes, int count) throws IOException;
    }

    private Appended copy(Upload upload, InputStream body, Optional<PatchChecksum> checksum, Sink sink)
            throws IOException {
        Optional<MessageDigest> digest = checksum.map(PatchChecksum::digest);
        long room = (upload.hasLength() ? upload.lengthBytes() : longestBytes) - upload.offsetBytes();
        long count = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = read(body, buffer, checksum); read >= 0; read = read(body, buffer, checksum)) {
            if (count + read > room) {
                return new Appended.TooLong();
            }
            int length = read;
            digest.ifPresent(sum -> sum.update(buffer, 0, length));
            sink.write(buffer, upload.offsetBytes() + count, read);
            count += read;
        }
        return checksum.isPresent() && digest.isPresent() && !checksum.get().matches(digest.get())
                ? new Appended.ChecksumMismatch()
                : new Appended.Bytes(count);
    }

    private static int read(InputStream body, byte[] buffer, Optional<PatchChecksum> checksum) throws IOException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            if (checksum.isPresent()) {
                throw e;
            }
            return -1;
        }
    }

    /** So many bytes of an upload are acknowledged: what of them is not hashed yet, as after a restart, is hashed meanwhile. */
    void acknowledged(String id, long offsetBytes) {
        hashes.reach(id, path(id), offsetBytes);
    }

    /** SHA-256 over a whole upload. */
    String hash(Upload upload) throws IOException {
        return hashes.end(upload.id(), path(upload.id()), upload.lengthBytes());
    }

    /** SHA-256 over the whole file. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = ContentHash.digest();
        try (InputStream content = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Sets a file apart that is no evidence. */
    void quarantine(String id) throws IOException {
        Files.createDirectories(quarantine);
        Files.move(path(id), quarantine.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String id) throws IOException {
        hashes.forget(id);
        Files.deleteIfExists(path(id));
    }
}
