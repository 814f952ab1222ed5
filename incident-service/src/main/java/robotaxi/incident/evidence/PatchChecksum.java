package robotaxi.incident.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The checksum of one PATCH body: the tus header Upload-Checksum.
 *
 * @param algorithm as the JDK names it
 * @param expectedHex the digest that the car announced
 */
public record PatchChecksum(String algorithm, String expectedHex) {
    /** As OPTIONS announces them. */
    public static final String ALGORITHMS = "sha1,sha256,crc32";

    private static final Map<String, String> JDK_NAMES = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "crc32", "CRC32");

    /** Reads the header; empty when the algorithm is unknown or the value is not base64. */
    public static Optional<PatchChecksum> parse(String header) {
        String[] parts = header.strip().split(" ", -1);
        String algorithm = JDK_NAMES.get(parts[0]);
        if (parts.length != 2 || algorithm == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PatchChecksum(
                    algorithm, HexFormat.of().formatHex(Base64.getDecoder().decode(parts[1]))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** A fresh digest of that algorithm. */
    public MessageDigest digest() {
        try {
            return algorithm.equals("CRC32") ? new Crc32Digest() : MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /** Whether the body was the announced one. */
    public boolean matches(MessageDigest digest) {
        return expectedHex.equals(HexFormat.of().formatHex(digest.digest()));
    }
}
