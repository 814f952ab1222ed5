package robotaxi.incident.evidence.adapter;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.evidence.PatchChecksum;
import robotaxi.incident.evidence.Upload;
import robotaxi.kit.tus.HashBehind;

/** The bytes of uploads under way. What lies behind the acknowledged offset counts for nothing and is written over. */
@ApplicationScoped
class UploadFiles {
    private static final int BUFFER_BYTES = 256 * 1024;
    /** So much may wait in memory before the disk is asked to begin: the last sync then has little left to do. */
    private static final long SYNC_STEP_BYTES = 8L << 20;

    private final Path uploads;
    private final Path quarantine;
    private final long longestBytes;
    private final ExecutorService behind = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("upload-behind-", 0).daemon().factory());
    private final Map<String, HashBehind> hashes = new ConcurrentHashMap<>();

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
        try (FileChannel file =
                FileChannel.open(path(upload.id()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.truncate(upload.offsetBytes());
            file.position(upload.offsetBytes());
            Appended appended = copy(upload, body, checksum, file);
            if (appended instanceof Appended.Bytes) {
                file.force(false);
            }
            return appended;
        }
    }

    private Appended copy(Upload upload, InputStream body, Optional<PatchChecksum> checksum, FileChannel file)
            throws IOException {
        Optional<MessageDigest> digest = checksum.map(PatchChecksum::digest);
        long room = (upload.hasLength() ? upload.lengthBytes() : longestBytes) - upload.offsetBytes();
        CompletableFuture<Void> syncing = CompletableFuture.completedFuture(null);
        long count = 0;
        long synced = 0;
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                count += read;
                if (count > room) {
                    return new Appended.TooLong();
                }
                int length = read;
                digest.ifPresent(sum -> sum.update(buffer, 0, length));
                write(file, buffer, read);
                if (count - synced >= SYNC_STEP_BYTES && syncing.isDone()) {
                    synced = count;
                    syncing = CompletableFuture.runAsync(() -> sync(file), behind);
                }
            }
        } catch (IOException e) {
            if (checksum.isPresent()) {
                throw e;
            }
        } finally {
            await(syncing);
        }
        return checksum.isPresent() && digest.isPresent() && !checksum.get().matches(digest.get())
                ? new Appended.ChecksumMismatch()
                : new Appended.Bytes(count);
    }

    private static void sync(FileChannel file) {
        try {
            file.force(false);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static void await(CompletableFuture<Void> syncing) throws IOException {
        try {
            syncing.join();
        } catch (CompletionException e) {
            // A disk that has failed once may have thrown the bytes away: a later sync that goes well says nothing.
            throw new IOException("The disk did not take it", e);
        }
    }

    private static void write(FileChannel file, byte[] buffer, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** So many bytes of an upload are acknowledged: they are hashed meanwhile. */
    void acknowledged(String id, long offsetBytes) {
        hashes.computeIfAbsent(id, _ -> new HashBehind(path(id), behind)).reach(offsetBytes);
    }

    /** SHA-256 over a whole upload. */
    String hash(Upload upload) throws IOException {
        HashBehind running = hashes.remove(upload.id());
        return running == null ? hash(path(upload.id())) : running.end(upload.lengthBytes());
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
        hashes.remove(id);
        Files.deleteIfExists(path(id));
    }
}
