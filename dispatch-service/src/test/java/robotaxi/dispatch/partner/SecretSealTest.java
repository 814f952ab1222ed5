package robotaxi.dispatch.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.key.DerivedKeys;

class SecretSealTest {
    private static final String OLD = "the secret that was in use before this one";
    private static final String NEW = "a secret of thirty-two characters or more";
    private static final String SECRET = "whsec_c29tZXRoaW5nIHRoYXQgbm9ib2R5IGtub3dz";

    private final SecretSeal seal = seal(NEW);

    @Test
    void whatIsSealedOpensInItsRowAlone() {
        String kept = seal.seal(SECRET, "row-1");
        assertThat(kept).doesNotContain(SECRET).isNotEqualTo(seal.seal(SECRET, "row-1"));
        assertThat(seal.open(kept, "row-1")).contains(SECRET);
        assertThat(seal.open(kept, "row-2")).isEmpty();
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        String kept = seal.seal(SECRET, "row-1");
        char last = kept.charAt(kept.length() - 6);
        String changed =
                kept.substring(0, kept.length() - 6) + (last == 'A' ? 'B' : 'A') + kept.substring(kept.length() - 5);
        assertThat(seal.open(changed, "row-1")).isEmpty();
    }

    @Test
    void aKeyOfBeforeOpensAndIsNotCurrent() {
        String kept = seal(OLD).seal(SECRET, "row-1");
        SecretSeal both = seal(NEW, OLD);
        assertThat(seal.open(kept, "row-1")).isEmpty();
        assertThat(both.open(kept, "row-1")).contains(SECRET);
        assertThat(both.isCurrent(kept, "row-1")).isFalse();
        assertThat(both.isCurrent(both.seal(SECRET, "row-1"), "row-1")).isTrue();
    }

    @Test
    void whatWasNeverSealedIsAsItIs() {
        assertThat(seal.open(SECRET, "row-1")).contains(SECRET);
        assertThat(seal.isCurrent(SECRET, "row-1")).isFalse();
    }

    private static SecretSeal seal(String secret, String... before) {
        return new SecretSeal(
                new DerivedKeys(secret, before).keys(SecretSeal.PURPOSE, SecretSeal.ALGORITHM), new SecureRandom());
    }
}
