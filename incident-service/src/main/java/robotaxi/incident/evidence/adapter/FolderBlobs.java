package robotaxi.incident.evidence.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ContentHash;

/** Blobs in a folder: {@code blobs/ab/cdef...}. A file under its final name is whole, on the disk, and never changes. */
@ApplicationScoped
class FolderBlobs implements Blobs {
    private final Path folder;

    @Inject
    FolderBlobs(EvidenceConfig config) {
        this.folder = config.folder();
    }

    @Override
    public ContentHash keep(byte[] content) {
        ContentHash hash = ContentHash.of(content);
        try {
            Path incoming = Files.createDirectories(folder.resolve("incoming"));
            Path temporary = Files.createTempFile(incoming, "blob", ".part");
            try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            adopt(temporary, hash);
            return hash;
        } catch (IOException e) {
            throw new UncheckedIOException("A blob cannot be kept", e);
        }
    }

    @Override
    public void adopt(Path file, ContentHash hash) {
        try {
            Path parent = Files.createDirectories(parent(hash));
            try {
                // A link, not a move: it fails where a blob is already, and so never overwrites one.
                Files.createLink(path(hash), file);
            } catch (FileAlreadyExistsException _) {
                // The same content is kept already.
            }
            try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
                channel.force(true);
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A blob cannot be kept", e);
        }
    }

    @Override
    public Optional<Path> find(ContentHash hash) {
        return Optional.of(path(hash)).filter(Files::isRegularFile);
    }

    @Override
    public void remove(ContentHash hash) {
        try {
            if (Files.deleteIfExists(path(hash))) {
                try (FileChannel channel = FileChannel.open(parent(hash), StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A blob cannot be removed", e);
        }
    }

    private Path parent(ContentHash hash) {
        return folder.resolve("blobs").resolve(hash.hex().substring(0, 2));
    }

    private Path path(ContentHash hash) {
        return parent(hash).resolve(hash.hex().substring(2));
    }
}
