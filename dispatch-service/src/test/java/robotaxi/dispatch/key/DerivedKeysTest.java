package robotaxi.dispatch.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {
    private static final String SECRET = "a secret of thirty-two characters or more";

    @Test
    void aKeyIsExtractedAndExpandedAsTheStandardSays() throws GeneralSecurityException {
        byte[] extracted = hmac(new byte[32], SECRET.getBytes(StandardCharsets.UTF_8));
        byte[] info = "quotes".getBytes(StandardCharsets.UTF_8);
        byte[] expanded = hmac(extracted, Arrays.copyOf(info, info.length + 1), 1);
        assertThat(new DerivedKeys(SECRET)
                        .keys("quotes", "HmacSHA256")
                        .getFirst()
                        .getEncoded())
                .isEqualTo(expanded);
    }

    @Test
    void eachPurposeHasAKeyOfItsOwn() {
        var keys = new DerivedKeys(SECRET);
        assertThat(keys.keys("quotes", "AES").getFirst().getEncoded())
                .isNotEqualTo(keys.keys("webhooks", "AES").getFirst().getEncoded());
    }

    @Test
    void aShortSecretIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DerivedKeys("too short"));
        assertThatIllegalArgumentException().isThrownBy(() -> new DerivedKeys(SECRET, "too short"));
    }

    /** RFC 5869, 2.3: the counter is the last byte. */
    private static byte[] hmac(byte[] key, byte[] data, int counter) throws GeneralSecurityException {
        byte[] counted = data.clone();
        counted[counted.length - 1] = (byte) counter;
        return hmac(key, counted);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
