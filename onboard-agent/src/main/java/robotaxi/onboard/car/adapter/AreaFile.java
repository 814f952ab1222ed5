package robotaxi.onboard.car.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import robotaxi.contracts.command.v1.SetOperatingArea;
import robotaxi.onboard.queue.SmallFile;

/** The operating area on disk, behind its SHA-256: a corner that has rotted away must not become another boundary. */
final class AreaFile {
    private static final int HASH_BYTES = 32;

    private final SmallFile file;

    AreaFile(Path path) {
        file = new SmallFile(path);
    }

    /**
     * What was written last; empty if nothing ever was.
     *
     * @throws IOException if there is something that cannot be read
     */
    Optional<SetOperatingArea> read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = content.get();
        byte[] body = Arrays.copyOfRange(bytes, Math.min(HASH_BYTES, bytes.length), bytes.length);
        if (!Arrays.equals(bytes, 0, Math.min(HASH_BYTES, bytes.length), hash(body), 0, HASH_BYTES)) {
            throw new IOException("the operating area on disk is damaged");
        }
        return Optional.of(SetOperatingArea.parseFrom(body));
    }

    /** Durable when this returns. */
    void write(SetOperatingArea order) throws IOException {
        byte[] body = order.toByteArray();
        byte[] content = Arrays.copyOf(hash(body), HASH_BYTES + body.length);
        System.arraycopy(body, 0, content, HASH_BYTES, body.length);
        file.write(content);
    }

    private static byte[] hash(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
