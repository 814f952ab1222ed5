package robotaxi.incident.evidence.adapter;

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
import java.util.Optional;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.evidence.PatchChecksum;
import robotaxi.incident.evidence.Upload;

/** The bytes of uploads under way. What lies behind the acknowledged offset counts for nothing and is written over. */
@ApplicationScoped
class UploadFiles {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path uploads;
    private final Path quarantine;

    @Inject
    UploadFiles(EvidenceConfig config) {
        this.uploads = config.folder().resolve("uploads");
        this.quarantine = config.folder().resolve("quarantine");
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
            Optional<MessageDigest> digest = checksum.map(PatchChecksum::digest);
            long count = 0;
            try {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    count += read;
                    if (upload.offsetBytes() + count > upload.lengthBytes()) {
                        return new Appended.TooLong();
                    }
                    int length = read;
                    digest.ifPresent(sum -> sum.update(buffer, 0, length));
                    write(file, buffer, read);
                }
            } catch (IOException e) {
                if (checksum.isPresent()) {
                    throw e;
                }
            }
            if (checksum.isPresent() && digest.isPresent() && !checksum.get().matches(digest.get())) {
                return new Appended.ChecksumMismatch();
            }
            file.force(true);
            return new Appended.Bytes(count);
        }
    }

    private static void write(FileChannel file, byte[] buffer, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
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
        Files.deleteIfExists(path(id));
    }
}
