package robotaxi.onboard.mission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatingAreaTest {
    /** A town of a kilometre with a lake in it, and an island to the east. */
    private static final OperatingArea TOWN = OperatingArea.of(
            "town", 7, List.of(box(0, 0, 1000, 1000), box(400, 400, 600, 600), box(1200, 0, 1400, 200)));

    private static OperatingArea.Ring box(double west, double south, double east, double north) {
        return new OperatingArea.Ring(new double[] {west, east, east, west}, new double[] {south, south, north, north});
    }

    private static RouteLine way(double... points) {
        int n = points.length / 2;
        double[] limits = new double[n];
        java.util.Arrays.fill(limits, 10);
        return RouteLine.of(
                IntStream.range(0, n).mapToDouble(i -> points[2 * i]).toArray(),
                IntStream.range(0, n).mapToDouble(i -> points[2 * i + 1]).toArray(),
                limits);
    }

    @Test
    void roomIsTheWayToTheBoundaryAndTheTolerance() {
        assertThat(TOWN.roomMetres(100, 500)).isCloseTo(110, within(1e-9));
        assertThat(TOWN.roomMetres(-30, 500)).isCloseTo(-20, within(1e-9));
        assertThat(TOWN.roomMetres(500, 500)).as("in the lake").isCloseTo(-90, within(1e-9));
        assertThat(TOWN.roomMetres(1300, 100)).as("on the island").isCloseTo(110, within(1e-9));
        assertThat(TOWN.roomMetres(1100, 100)).as("between").isCloseTo(-90, within(1e-9));
    }

    @Test
    void aStreetOnTheBorderIsInsideWithBothItsLanes() {
        assertThat(TOWN.passage(way(-5, 50, -5, 950), 0).staysInside()).isTrue();
        assertThat(TOWN.passage(way(5, 950, 5, 50), 0).staysInside()).isTrue();
        assertThat(TOWN.passage(way(-11, 50, -11, 950), 0).staysInside()).isFalse();
    }

    @Test
    void aRouteThatLeavesIsSeenWhereItCrossesTheLine() {
        OperatingArea.Passage out = TOWN.passage(way(900, 500, 1500, 500), 0);
        assertThat(out.entersMetres()).isZero();
        assertThat(out.leavesMetres()).isCloseTo(100, within(1.5));

        OperatingArea.Passage lake = TOWN.passage(way(100, 500, 900, 500), 0);
        assertThat(lake.leavesMetres()).isCloseTo(300, within(1.5));
        assertThat(TOWN.passage(way(100, 500, 900, 500), 520).staysInside())
                .as("from behind the lake")
                .isTrue();
        assertThat(TOWN.passage(way(900, 100, 1300, 100), 0).leavesMetres())
                .as("to the island one would have to leave")
                .isCloseTo(100, within(1.5));
    }

    @Test
    void aStreetBesideTheLineIsDrivenUntilItTurnsAway() {
        assertThat(TOWN.passage(way(-5, 100, -5, 800, -300, 800), 0).leavesMetres())
                .isBetween(670.0, 705.0);
    }

    @Test
    void aRouteFromOutsideComesInOrNever() {
        OperatingArea.Passage in = TOWN.passage(way(-200, 500, 200, 500), 0);
        assertThat(in.entersMetres()).isBetween(190.0, 200.0);
        assertThat(in.staysInside()).isTrue();
        assertThat(TOWN.passage(way(-200, 500, -900, 500), 0).staysInside()).isFalse();
        assertThat(TOWN.passage(way(-200, 900, 300, 900, 300, 1200), 0).leavesMetres())
                .isCloseTo(600, within(1.5));
        assertThat(TOWN.passage(way(500, 200), 0).staysInside()).as("stay").isTrue();
    }

    /** The long strides along a route step over nothing: each must agree with a look at every half metre. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void stridesSkipNothingThatIsLongerThanAStep(int seed) {
        Random random = new Random(seed);
        double[] points = new double[24];
        for (int i = 0; i < points.length; i++) {
            points[i] = random.nextDouble(-300, 1600);
        }
        RouteLine route = way(points);
        OperatingArea.Passage passage = TOWN.passage(route, 0);
        double enters = Double.POSITIVE_INFINITY;
        double outside = Double.POSITIVE_INFINITY;
        for (double s = 0; s <= route.lengthMetres() && outside == Double.POSITIVE_INFINITY; s += 0.5) {
            boolean inside = TOWN.roomMetres(route.xAt(s), route.yAt(s)) >= 0;
            if (inside && enters == Double.POSITIVE_INFINITY) {
                enters = s;
            } else if (!inside && enters < Double.POSITIVE_INFINITY) {
                outside = s;
            }
        }
        assertThat(passage.entersMetres()).isCloseTo(enters, within(1.5));
        assertThat(passage.leavesMetres()).isBetween(outside - 31.5, outside + 1.5);
    }

    @Test
    void whatIsNoAreaIsRefused() {
        assertThatThrownBy(() -> OperatingArea.of("town", 1, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OperatingArea.Ring(new double[] {0, 1}, new double[] {0, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OperatingArea.Ring(new double[] {0, 1, Double.NaN}, new double[] {0, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
