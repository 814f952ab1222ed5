package robotaxi.onboard.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SafeDistanceTest {
    @Test
    void theLeastGapIsResponseThenOwnBrakingLessTheirs() {
        // 10 m/s behind a standing thing: 3 + 0.045 + 10.3^2 / 9
        assertThat(SafeDistance.leastGapMetres(10, 0)).isCloseTo(14.8328, within(1e-3));
        assertThat(SafeDistance.leastGapMetres(10, 14)).isCloseTo(14.8328 - 196.0 / 16, within(1e-3));
        assertThat(SafeDistance.leastGapMetres(2, 14)).isZero();
    }

    @Test
    void requiredBrakingStopsTheClosingBeforeTheLastMetreAndAHalf() {
        assertThat(SafeDistance.requiredBraking(21.5, 10, 0)).isCloseTo(2.5, within(1e-9));
        assertThat(SafeDistance.requiredBraking(21.5, 10, 10)).isZero();
        assertThat(SafeDistance.requiredBraking(2, 15, 0)).isEqualTo(8);
    }

    @Test
    void aFollowerNeverBrakesHarderThanTheEmergency() {
        assertThat(SafeDistance.followingAcceleration(0.1, 20, -5, 14)).isEqualTo(-8);
        assertThat(SafeDistance.followingAcceleration(200, 5, 5, 14)).isPositive();
    }
}
