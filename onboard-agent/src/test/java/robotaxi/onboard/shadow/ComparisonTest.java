package robotaxi.onboard.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robotaxi.onboard.model.Actions;
import robotaxi.onboard.model.Plan;

class ComparisonTest {
    private static Plan plan(float acceleration, float curvature, String words) {
        float[] a = new float[Actions.STEPS];
        float[] k = new float[Actions.STEPS];
        Arrays.fill(a, acceleration);
        Arrays.fill(k, curvature);
        return new Plan(a, k, words, "", 1);
    }

    @Test
    void pathsAreComparedPointByPoint() {
        // At 10 m/s without and with 1 m/s2: after t seconds t2/2 apart; mean of that over 64 steps, and 6.4 * 6.4 / 2.
        Comparison seen = Comparison.of(plan(0, 0, "keep going"), plan(1, 0, "keep going"), 10);

        double mean = 0;
        for (int k = 1; k <= 64; k++) {
            mean += 0.5 * (0.1 * k) * (0.1 * k) / 64;
        }
        assertThat(seen.averageErrorMetres()).isCloseTo(mean, within(1e-6));
        assertThat(seen.finalErrorMetres()).isCloseTo(20.48, within(1e-6));
        assertThat(seen.accelerationDifference()).isCloseTo(1, within(1e-6));
        assertThat(seen.sameIntent()).isFalse();
        assertThat(seen.sameReason()).isTrue();
        assertThat(seen.isBig()).isTrue();
    }

    @Test
    void theSamePlanIsTheSame() {
        Comparison seen = Comparison.of(
                plan(-1, 0.01f, "slow down because a pedestrian crosses"),
                plan(-1, 0.01f, "stop because a child runs"),
                8);

        assertThat(seen.averageErrorMetres()).isZero();
        assertThat(seen.sameIntent()).isTrue();
        assertThat(seen.sameReason()).isTrue();
        assertThat(seen.isBig()).isFalse();
    }

    @ParameterizedTest(name = "{0} m/s2, {1} 1/m at {2} m/s leaves comfort: {3}")
    @CsvSource({"1, 0, 10, false", "3, 0, 10, true", "-5, 0, 10, true", "0, 0.08, 10, true", "0, 0.02, 10, false"})
    void comfortHasBounds(float acceleration, float curvature, double speed, boolean left) {
        Plan candidate = plan(acceleration, curvature, "");

        assertThat(Comparison.of(plan(0, 0, ""), candidate, speed).candidateUncomfortable())
                .isEqualTo(left);
    }

    @ParameterizedTest(name = "\"{0}\" is about {1}")
    @CsvSource({
        "slow down because the lead vehicle is braking at 10 m, TRAFFIC",
        "stop for the pedestrian crossing at 20 m, VULNERABLE",
        "stop because a person signals to stop at 15 m, SIGNAL",
        "change to the left lane because an emergency vehicle stands at 30 m, EMERGENCY",
        "steer left around the parked vehicle at 20 m, OBSTACLE",
        "follow the left curve, ROAD",
        "keep lane because the road is clear, CLEAR"
    })
    void reasonsHaveClasses(String words, ReasonClass expected) {
        assertThat(ReasonClass.of(words)).isEqualTo(expected);
    }

    @Test
    void comparisonsAddUp() {
        ShadowTally tally = new ShadowTally();
        tally.add(Comparison.of(plan(0, 0, ""), plan(0, 0, ""), 8));
        tally.add(Comparison.of(plan(0, 0, ""), plan(1, 0, ""), 10));
        tally.fault();

        ShadowTally.Sums sums = tally.sums();
        assertThat(sums.moments()).isEqualTo(2);
        assertThat(sums.averageErrors()).containsExactly(1, 0, 0, 0, 0, 1, 0);
        assertThat(sums.finalErrors()).containsExactly(1, 0, 0, 0, 0, 0, 1);
        assertThat(sums.faults()).isEqualTo(1);
        assertThat(tally.seen()).isEqualTo(3);
    }
}
