package robotaxi.dispatch.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
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

    private final List<String> secrets;

    /**
     * Keys of a secret, and of those that it replaced.
     *
     * @param secret 32 characters or more, by chance
     * @param before earlier ones, whose keys are still recognised
     * @throws IllegalArgumentException if one is shorter
     */
    public DerivedKeys(String secret, String... before) {
        this.secrets = Stream.concat(Stream.of(secret), Stream.of(before)).toList();
        if (secrets.stream().anyMatch(each -> each.length() < SHORTEST_SECRET)) {
            throw new IllegalArgumentException("dispatch.secret-key needs " + SHORTEST_SECRET + " characters or more");
        }
    }

    /**
     * The keys for a purpose, always the same: that of the secret first.
     *
     * @param algorithm what they are used with, for instance {@code HmacSHA256}
     */
    public List<SecretKey> keys(String purpose, String algorithm) {
        return secrets.stream().map(secret -> key(secret, purpose, algorithm)).toList();
    }

    private static SecretKey key(String secret, String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 25 on has HKDF-SHA256", e);
        }
    }
}
