package robotaxi.onboard.mission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AreaTest {
    private static final Area SQUARE = Area.of(new double[] {100, 200, 200, 100}, new double[] {-50, -50, 50, 50});

    /** A U: open to the north between x 20 and 30. */
    private static final Area BAY =
            Area.of(new double[] {0, 50, 50, 30, 30, 20, 20, 0}, new double[] {0, 0, 50, 50, 10, 10, 50, 50});

    private static RouteLine line(double... xy) {
        double[] x = new double[xy.length / 2];
        double[] y = new double[xy.length / 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = xy[2 * i];
            y[i] = xy[2 * i + 1];
        }
        double[] limits = new double[x.length];
        java.util.Arrays.fill(limits, 10);
        return RouteLine.of(x, y, limits);
    }

    @Test
    void aPlaceIsInsideOrNotAlsoInABay() {
        assertThat(SQUARE.contains(150, 0)).isTrue();
        assertThat(SQUARE.contains(99, 0)).isFalse();
        assertThat(SQUARE.contains(150, 51)).isFalse();
        assertThat(BAY.contains(10, 40)).isTrue();
        assertThat(BAY.contains(25, 40)).isFalse();
        assertThat(BAY.contains(25, 5)).isTrue();
    }

    @Test
    void aRingThatNamesItsFirstCornerTwiceIsTheSameArea() {
        Area closed = Area.of(new double[] {100, 200, 200, 100, 100}, new double[] {-50, -50, 50, 50, -50});

        assertThat(closed.contains(150, 0)).isTrue();
        assertThat(closed.contains(99, -50)).isFalse();
        assertThat(closed.freeStretch(line(0, 0, 300, 0), 0)).isEqualTo(SQUARE.freeStretch(line(0, 0, 300, 0), 0));
    }

    @Test
    void whatIsNoAreaIsRefused() {
        assertThatThrownBy(() -> Area.of(new double[] {1, 2}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Area.of(new double[] {1, 2, Double.NaN}, new double[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRouteThroughItIsFreeUntilShortOfIt() {
        assertThat(SQUARE.freeStretch(line(0, 0, 300, 0), 0)).hasValue(new Area.Stretch(0, 94));
        assertThat(SQUARE.freeStretch(line(0, 0, 300, 0), 40)).hasValue(new Area.Stretch(40, 94));
        assertThat(SQUARE.freeStretch(line(0, 60, 300, 60), 0)).as("passes it").isEmpty();
        assertThat(SQUARE.freeStretch(line(0, 0, 90, 0), 0))
                .as("ends before it")
                .isEmpty();
        assertThat(SQUARE.freeStretch(line(0, 0, 300, 0), 210)).as("is past it").isEmpty();
    }

    @Test
    void aRouteThatLeadsOutIsFreeAndOneThatDoesNotIsFreeNowhere() {
        assertThat(SQUARE.freeStretch(line(150, 0, 300, 0), 0)).as("leads out").isEmpty();
        assertThat(SQUARE.freeStretch(line(150, 0, 180, 0), 10)).hasValue(new Area.Stretch(10, 10));
        // Out at 50, back in at 50 + 20 + 40 + 20.
        var back = SQUARE.freeStretch(line(150, 0, 220, 0, 220, 40, 150, 40), 0).orElseThrow();
        assertThat(back.fromMetres()).isCloseTo(52, within(0.01));
        assertThat(back.toMetres()).isCloseTo(124, within(0.01));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void beforeAStretchEndsTheRouteIsOutsideAndRightBehindItInside(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            double[] xy = random.doubles(12, -100, 300).toArray();
            RouteLine route = line(xy);
            for (Area area : new Area[] {SQUARE, BAY}) {
                if (area.contains(route.xAt(0), route.yAt(0))) {
                    continue;
                }
                double entry = area.freeStretch(route, 0)
                        .map(stretch -> stretch.toMetres() + 6)
                        .orElse(route.lengthMetres());
                for (double s = 0; s < entry - 0.01; s += 0.5) {
                    assertThat(area.contains(route.xAt(s), route.yAt(s)))
                            .as("%s at %s", java.util.Arrays.toString(xy), s)
                            .isFalse();
                }
                if (entry < route.lengthMetres()) {
                    double inside = entry + 1e-5;
                    assertThat(area.contains(route.xAt(inside), route.yAt(inside)))
                            .as("%s enters at %s", java.util.Arrays.toString(xy), entry)
                            .isTrue();
                }
            }
        }
    }
}
