package robotaxi.contracts.custody;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Follows a chain entry by entry, in constant memory. Not for use by two threads. */
public final class ChainCheck {
    private static final int HASH_BYTES = 32;

    private final MessageDigest digest = Sha256.digest();
    private final byte[] hash = new byte[HASH_BYTES];
    private String last;
    private long sequence;

    private ChainCheck(String last, long sequence) {
        this.last = last;
        this.sequence = sequence;
    }

    /** A chain from its first entry on. */
    public static ChainCheck fromTheBeginning() {
        return new ChainCheck(Sha256.NONE, 0);
    }

    /** A chain from an entry on. */
    public static ChainCheck from(Entry first) {
        return new ChainCheck(first.previous(), first.sequence() - 1);
    }

    /** The next entry; answers what is wrong with it. */
    public Optional<String> next(Entry entry) {
        if (!entry.previous().equals(last)) {
            return Optional.of("entry " + (sequence + 1) + " does not follow the one before");
        }
        if (entry.sequence() != sequence + 1) {
            return Optional.of("after entry " + sequence + " comes " + entry.sequence());
        }
        sequence++;
        last = hash(entry);
        return Optional.empty();
    }

    /** The next entry, which is said to have this hash. */
    public Optional<String> next(Entry entry, String said) {
        Optional<String> wrong = next(entry);
        return wrong.isEmpty() && !last.equals(said)
                ? Optional.of("entry " + sequence + " has another hash than is noted of it")
                : wrong;
    }

    private String hash(Entry entry) {
        try {
            digest.update(entry.text().getBytes(StandardCharsets.UTF_8));
            digest.digest(hash, 0, HASH_BYTES);
            return HexFormat.of().formatHex(hash);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
    }

    /** Hash of the last entry that was right. */
    public String head() {
        return last;
    }

    /** Its number. */
    public long length() {
        return sequence;
    }

    /** Bytes of a hash. */
    static byte[] bytes(String hex) {
        return Arrays.copyOf(HexFormat.of().parseHex(hex), HASH_BYTES);
    }
}
