package robotaxi.ota.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    @Test
    void keysAreSortedAndNothingIsBlank() {
        assertThat(canonical("{ \"b\" : [1, true, null], \"a\" : {\"z\": -5, \"y\": \"x\"} }"))
                .isEqualTo("{\"a\":{\"y\":\"x\",\"z\":-5},\"b\":[1,true,null]}");
    }

    @Test
    void onlyQuoteAndBackslashAreEscaped() {
        assertThat(canonical("{\"k\": \"a\\\"b\\\\c\\nd\\u00e9\"}")).isEqualTo("{\"k\":\"a\\\"b\\\\c\nd\u00e9\"}");
    }

    @Test
    void aFractionIsRefused() {
        assertThatThrownBy(() -> canonical("{\"k\": 1.5}")).hasMessageContaining("fraction");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> canonical("{\"k\": 1, \"k\": 2}"))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.refusal()).isEqualTo(TrustRefusal.MALFORMED));
    }

    private static String canonical(String json) {
        return new String(CanonicalJson.of(TufJson.parse(json.getBytes(UTF_8))), UTF_8);
    }
}
