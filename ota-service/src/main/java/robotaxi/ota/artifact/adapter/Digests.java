package robotaxi.ota.artifact.adapter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Three digests of one pass over the bytes. SHA-256 alone is trusted; SHA-1 and MD5 are for device clients that read nothing else. */
final class Digests {
    private final MessageDigest sha256 = of("SHA-256");
    private final MessageDigest sha1 = of("SHA-1");
    private final MessageDigest md5 = of("MD5");

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java itself has " + algorithm, e);
        }
    }

    void update(byte[] bytes, int count) {
        sha256.update(bytes, 0, count);
        sha1.update(bytes, 0, count);
        md5.update(bytes, 0, count);
    }

    /** Hex digits of all of them; nothing can be added any more. */
    Hex end() {
        HexFormat hex = HexFormat.of();
        return new Hex(hex.formatHex(sha256.digest()), hex.formatHex(sha1.digest()), hex.formatHex(md5.digest()));
    }

    /** Lower-case hex digits. */
    record Hex(String sha256, String sha1, String md5) {}
}
