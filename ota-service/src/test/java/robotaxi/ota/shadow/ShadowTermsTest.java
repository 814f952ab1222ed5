package robotaxi.ota.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowTermsTest {
    private static final ShadowTerms TERMS = new ShadowTerms(100, 2, 0.8, 0.01, 0.001);

    private static ShadowSums sums(long moments, double errorMetres, long sameIntent, long uncomfortable, long faults) {
        return new ShadowSums(
                moments,
                List.of(moments, 0L),
                List.of(0L, moments),
                errorMetres * moments,
                0,
                0,
                0,
                sameIntent,
                0,
                0,
                uncomfortable,
                faults);
    }

    @Test
    void enoughOfTheSameOpensTheGate() {
        assertThat(TERMS.missing(sums(60, 1, 55, 0, 0).plus(sums(60, 1, 55, 0, 0))))
                .isEmpty();
    }

    @Test
    void eachTermThatIsMissedIsNamed() {
        assertThat(TERMS.missing(ShadowSums.NONE)).hasSize(2);
        assertThat(TERMS.missing(sums(99, 1, 99, 0, 0)))
                .singleElement()
                .asString()
                .startsWith("99 moments");
        assertThat(TERMS.missing(sums(200, 2.5, 200, 0, 0)))
                .singleElement()
                .asString()
                .contains("2.50 m apart");
        assertThat(TERMS.missing(sums(200, 1, 100, 0, 0)))
                .singleElement()
                .asString()
                .contains("50.0 %");
        assertThat(TERMS.missing(sums(200, 1, 200, 10, 0)))
                .singleElement()
                .asString()
                .contains("discomfort");
        assertThat(TERMS.missing(sums(200, 1, 200, 0, 1)))
                .singleElement()
                .asString()
                .contains("no plan");
    }

    @Test
    void binsAddUp() {
        ShadowSums both = sums(3, 1, 0, 0, 0).plus(sums(4, 1, 0, 0, 0));

        assertThat(both.averageErrors()).containsExactly(7L, 0L);
        assertThat(both.finalErrors()).containsExactly(0L, 7L);
        assertThat(both.meanErrorMetres()).isEqualTo(1);
    }
}
