package robotaxi.city.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;

class RoundedBoxTest {
    /** 5 x 2 metres: 4.9 x 1.96 after shrinking, corners of radius 0.49. */
    private static RoundedBox car(double x, double y, double heading) {
        return RoundedBox.of(new Pose(x, y, heading), 5, 2);
    }

    @Test
    void boxesInLineAreApartByWhatShrinkingLeaves() {
        assertThat(car(0, 0, 0).distanceTo(car(6, 0, 0))).isCloseTo(6 - 4.9, within(1e-9));
        assertThat(car(0, 0, 0).distanceTo(car(0, 3, 0))).isCloseTo(3 - 1.96, within(1e-9));
    }

    @Test
    void roundedCornersAreFurtherApartThanSharpOnes() {
        // The cores' corners are 0.49 m inside: diagonal offset (6 - 3.92, 3 - 0.98), less twice the radius.
        double cores = Math.hypot(6 - 2 * (2.45 - 0.49), 3 - 2 * (0.98 - 0.49));
        assertThat(car(0, 0, 0).distanceTo(car(6, 3, 0))).isCloseTo(cores - 0.98, within(1e-9));
    }

    @Test
    void theGapOfTwoPercentIsNoCollision() {
        assertThat(car(0, 0, 0).overlaps(car(4.95, 0, 0))).isFalse();
        assertThat(car(0, 0, 0).overlaps(car(4.85, 0, 0))).isTrue();
    }

    @Test
    void aTurnedBoxInsideAnotherIsNoDistanceAway() {
        assertThat(car(0, 0, 0).distanceTo(car(0.2, 0.1, 1))).isZero();
        assertThat(car(0, 0, 0).overlaps(car(0.2, 0.1, 1))).isTrue();
    }

    @Test
    void whoTouchesTheFrontIsKnownFromWhoTouchesTheSide() {
        RoundedBox box = car(0, 0, 0);
        assertThat(box.frontTouchedBy(car(4.5, 0, 0))).isTrue();
        assertThat(box.rearTouchedBy(car(4.5, 0, 0))).isFalse();
        assertThat(box.rearTouchedBy(car(-4.5, 0, 0))).isTrue();
        assertThat(box.frontTouchedBy(car(0, 1.9, 0))).isFalse();
    }
}
