package robotaxi.benchmarks.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Many gibibytes that take little of the disk and stay in memory, so that no sending waits for what another one has left there: bytes of
 * chance, again and again. Pieces that were lost, doubled or put together wrongly give another hash, since no round number of bytes is a
 * whole number of rounds.
 *
 * @param path of one round
 * @param sha256 of its content, hex digits
 */
public record LargeFile(Path path, long lengthBytes, String sha256) {
    private static final int ROUND_BYTES = 61 * 1_048_573;
    private static final int GIB_SHIFT = 30;

    /** Makes one. */
    public static LargeFile make(Path path, int gib, long seed) {
        long length = (long) gib << GIB_SHIFT;
        try {
            byte[] round = new byte[ROUND_BYTES];
            new SplittableRandom(seed).nextBytes(round);
            Files.write(path, round);
            return new LargeFile(path, length, hash(round, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] round, long lengthBytes) {
        MessageDigest digest = digest();
        for (long left = lengthBytes; left > 0; left -= round.length) {
            digest.update(round, 0, (int) Math.min(left, round.length));
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
