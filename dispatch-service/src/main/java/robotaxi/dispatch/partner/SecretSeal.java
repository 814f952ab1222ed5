package robotaxi.dispatch.partner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals secrets for the database with AES-256-GCM, each bound to the row that it belongs to. What was sealed with a key of before
 * opens still, and what was never sealed is as it is. Safe for use by several threads.
 */
public final class SecretSeal {
    /** What the keys are derived for. */
    public static final String PURPOSE = "webhook secrets";

    /** What the keys are used with. */
    public static final String ALGORITHM = "AES";

    private static final String SEALED = "sealed:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<SecretKey> keys;
    private final SecureRandom chance;

    /**
     * A seal.
     *
     * @param keys the one that seals first, then those that open only
     * @param chance for nonces
     */
    public SecretSeal(List<SecretKey> keys, SecureRandom chance) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a seal needs a key");
        }
        this.keys = List.copyOf(keys);
        this.chance = chance;
    }

    /** Seals a secret for a row. */
    public String seal(String secret, String rowId) {
        byte[] nonce = new byte[NONCE_BYTES];
        chance.nextBytes(nonce);
        try {
            byte[] kept = cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, rowId)
                    .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(nonce.length + kept.length)
                    .put(nonce)
                    .put(kept)
                    .array();
            return SEALED + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be sealed", e);
        }
    }

    /** Opens it; empty if it was changed, or sealed for another row or with a key that is not here. */
    public Optional<String> open(String kept, String rowId) {
        return kept.startsWith(SEALED)
                ? keys.stream().flatMap(key -> open(kept, rowId, key).stream()).findFirst()
                : Optional.of(kept);
    }

    /** Whether it is sealed for this row with the key of now. */
    public boolean isCurrent(String kept, String rowId) {
        return kept.startsWith(SEALED) && open(kept, rowId, keys.getFirst()).isPresent();
    }

    private static Optional<String> open(String kept, String rowId, SecretKey key) {
        byte[] all = Base64.getDecoder().decode(kept.substring(SEALED.length()));
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        try {
            byte[] secret =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, rowId).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return Optional.of(new String(secret, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be opened", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String rowId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(rowId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
