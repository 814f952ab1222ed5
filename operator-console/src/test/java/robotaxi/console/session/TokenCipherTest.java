package robotaxi.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TokenCipherTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private final TokenCipher cipher = new TokenCipher(SECRET, new SecureRandom());

    @Test
    void whatWasSealedForASessionOpensThere() {
        assertThat(cipher.open(cipher.seal("token", "s-1"), "s-1")).contains("token");
    }

    @Test
    void itOpensInNoOtherSessionAndWithNoOtherKey() {
        byte[] sealed = cipher.seal("token", "s-1");
        assertThat(cipher.open(sealed, "s-2")).isEmpty();
        assertThat(new TokenCipher(SECRET + "x", new SecureRandom()).open(sealed, "s-1"))
                .isEmpty();
    }

    @Test
    void aChangedByteIsNoticed() {
        byte[] sealed = cipher.seal("token", "s-1");
        sealed[sealed.length - 1] ^= 1;
        assertThat(cipher.open(sealed, "s-1")).isEmpty();
    }

    @Test
    void theTokenIsNotReadableAndNotSealedTwiceAlike() {
        byte[] sealed = cipher.seal("token", "s-1");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("token");
        assertThat(cipher.seal("token", "s-1")).isNotEqualTo(sealed);
    }

    @Test
    void aShortSecretStopsTheStart() {
        assertThatThrownBy(() -> new TokenCipher("short", new SecureRandom()))
                .hasMessageContaining("console.token-key");
    }
}
