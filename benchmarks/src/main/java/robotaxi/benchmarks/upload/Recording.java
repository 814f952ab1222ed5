package robotaxi.benchmarks.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A recording on the disk. */
public record Recording(Path file, long lengthBytes, String sha256) {
    /** One that is there. */
    public static Recording of(Path file) throws IOException {
        return new Recording(file, Files.size(file), hash(file));
    }

    /** The SHA-256 of a file. */
    public static String hash(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                byte[] buffer = new byte[1 << 18];
                int read;
                do {
                    read = in.read(buffer);
                } while (read >= 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
