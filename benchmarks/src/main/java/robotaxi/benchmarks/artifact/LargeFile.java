package robotaxi.benchmarks.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A file of many gibibytes that takes little of the disk: blocks of chance at places of chance, and holes between them. Pieces that
 * were lost, doubled or put together wrongly give another hash.
 *
 * @param sha256 of its content, hex digits
 */
public record LargeFile(Path path, long lengthBytes, String sha256) {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int BLOCKS_A_GIB = 16;
    private static final int GIB_SHIFT = 30;

    /** Makes one. */
    public static LargeFile make(Path path, int gib, long seed) {
        long length = (long) gib << GIB_SHIFT;
        var chance = new SplittableRandom(seed);
        try {
            Files.deleteIfExists(path);
            try (FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
                byte[] block = new byte[BLOCK_BYTES];
                for (int i = 0; i < gib * BLOCKS_A_GIB; i++) {
                    chance.nextBytes(block);
                    file.write(ByteBuffer.wrap(block), chance.nextLong(length - BLOCK_BYTES));
                }
                chance.nextBytes(block);
                file.write(ByteBuffer.wrap(block), length - BLOCK_BYTES);
            }
            return new LargeFile(path, length, hash(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Path path) throws IOException {
        MessageDigest digest = digest();
        try (FileChannel file = FileChannel.open(path)) {
            byte[] bytes = new byte[BLOCK_BYTES];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            for (int read = file.read(buffer.clear()); read >= 0; read = file.read(buffer.clear())) {
                digest.update(bytes, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
