package robotaxi.dispatch.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A key for each purpose, all of one secret: whoever learns one of them learns nothing of the others.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869: HKDF, here with SHA-256</a>
 */
public final class DerivedKeys {
    private static final int SHORTEST_SECRET = 32;
    private static final int KEY_BYTES = 32;

    private final byte[] secret;

    /**
     * Keys of a secret.
     *
     * @param secret 32 characters or more, by chance
     * @throws IllegalArgumentException if it is shorter
     */
    public DerivedKeys(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("dispatch.secret-key needs " + SHORTEST_SECRET + " characters or more");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The key for a purpose, always the same.
     *
     * @param algorithm what it is used with, for instance {@code HmacSHA256}
     */
    public SecretKey key(String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 25 on has HKDF-SHA256", e);
        }
    }
}
