package robotaxi.ota.artifact.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.artifact.ArtifactError;
import robotaxi.ota.artifact.Artifacts;
import robotaxi.ota.artifact.ContentHash;
import robotaxi.ota.artifact.StoredArtifact;
import robotaxi.ota.artifact.StoredArtifacts;
import robotaxi.ota.store.adapter.Sql;

/**
 * Artifacts in a folder: {@code sha256/ab/cdef...}. A file under its final name is whole, on the disk, and has that hash.
 */
@ApplicationScoped
class FolderArtifacts implements Artifacts, StoredArtifacts {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final Path folder;
    private final long maxBytes;
    private final Sql sql;
    private final InstantSource clock;

    @Inject
    FolderArtifacts(ArtifactConfig config, Sql sql, InstantSource clock) {
        this.folder = config.folder();
        this.maxBytes = config.maxBytes();
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public OptionalLong findLengthBytes(ContentHash hash) {
        try {
            Path file = path(hash);
            return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The artifact folder cannot be read", e);
        }
    }

    @Override
    public Path path(ContentHash hash) {
        return parent(hash).resolve(hash.hex().substring(2));
    }

    private Path parent(ContentHash hash) {
        return folder.resolve("sha256").resolve(hash.hex().substring(0, 2));
    }

    @Override
    public Optional<StoredArtifact> find(ContentHash hash) {
        return sql.find(
                "select * from artifact where sha256 = ? and sha1 is not null and md5 is not null",
                row -> new StoredArtifact(
                        hash,
                        row.getLong("length_bytes"),
                        row.getString("sha1"),
                        row.getString("md5"),
                        Sql.timeOf(row, "stored_at")),
                hash.hex());
    }

    /** Takes an artifact in; on any failure nothing is kept. Answers its length; whoever asked must note that. */
    long store(ContentHash announced, InputStream content) {
        try {
            Path incoming = Files.createDirectories(folder.resolve("incoming"));
            Path temporary = Files.createTempFile(incoming, announced.hex().substring(0, 8), ".part");
            try {
                long lengthBytes = receive(announced, content, temporary);
                adopt(temporary, announced);
                return lengthBytes;
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The artifact cannot be stored", e);
        }
    }

    /** Makes an artifact of a file that is on the disk and has that hash. */
    void adopt(Path file, ContentHash hash) throws IOException {
        Path parent = Files.createDirectories(parent(hash));
        Files.move(file, path(hash), StandardCopyOption.ATOMIC_MOVE);
        flushFolder(parent);
    }

    private long receive(ContentHash announced, InputStream content, Path temporary) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                length += read;
                if (length > maxBytes) {
                    throw new FleetException(ArtifactError.TOO_LARGE, "longer than " + maxBytes + " bytes");
                }
                digest.update(buffer, 0, read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            }
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!actual.equals(announced.hex())) {
                throw new FleetException(ArtifactError.HASH_MISMATCH, "the content has " + actual);
            }
            file.force(true);
            return length;
        }
    }

    /** Notes in the transaction under way that an artifact came. */
    void note(ContentHash hash, long lengthBytes) {
        sql.write(
                "insert into artifact (sha256, length_bytes, stored_at) values (?, ?, ?)"
                        + " on conflict (sha256) do nothing",
                hash.hex(),
                lengthBytes,
                clock.instant());
    }

    private static void flushFolder(Path parent) throws IOException {
        try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
