package robotaxi.incident.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Name of a blob: the SHA-256 of its content.
 *
 * @param hex 64 digits, lower case
 */
public record ContentHash(String hex) {
    /** Refuses what is no SHA-256; nothing else may ever become part of a file name. */
    public ContentHash {
        if (!isOne(hex)) {
            throw new IllegalArgumentException("not a SHA-256");
        }
    }

    /** Whether the text is one. */
    public static boolean isOne(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    /** The hash of the bytes. */
    public static ContentHash of(byte[] bytes) {
        return new ContentHash(HexFormat.of().formatHex(digest().digest(bytes)));
    }

    /** A fresh digest, for what comes in pieces. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
