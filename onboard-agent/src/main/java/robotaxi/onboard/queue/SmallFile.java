package robotaxi.onboard.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A small file that is replaced as a whole: after a power cut it holds the old content or the new, never a mix. */
public final class SmallFile {
    private final Path path;

    /** Names the file; it need not exist. */
    public SmallFile(Path path) {
        this.path = path;
    }

    /** The content, if the file is there. */
    public Optional<byte[]> read() throws IOException {
        return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    }

    /** Replaces the content durably. */
    public void write(byte[] content) throws IOException {
        Path parent = java.util.Objects.requireNonNull(path.toAbsolutePath().getParent());
        Folders.create(parent);
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(parent);
    }

    /** Removes the file durably, if it is there. */
    public void delete() throws IOException {
        if (Files.deleteIfExists(path)) {
            Folders.sync(java.util.Objects.requireNonNull(path.toAbsolutePath().getParent()));
        }
    }
}
