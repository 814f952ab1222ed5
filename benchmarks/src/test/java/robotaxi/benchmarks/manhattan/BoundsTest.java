package robotaxi.benchmarks.manhattan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On a ring of ten links, each 500 m at 30 km/h: a minute. */
class BoundsTest {
    private static final int LINKS = 10;

    private final Streets streets = new Streets(
            IntStream.range(0, LINKS).mapToDouble(i -> -74 + i / 1_000.0).toArray(),
            IntStream.range(0, LINKS).mapToDouble(i -> 40.7).toArray(),
            IntStream.range(0, LINKS).toArray(),
            IntStream.range(0, LINKS).map(i -> (i + 1) % LINKS).toArray(),
            filled(500),
            filled(30),
            Streets.Ways.FASTEST);

    private static double[] filled(double value) {
        double[] all = new double[LINKS];
        Arrays.fill(all, value);
        return all;
    }

    /** Many at the same moment, over three links: each keeps a car for a step to come, three to drive and one to be seen. */
    private List<Trip> rush(int trips) {
        return IntStream.range(0, trips)
                .mapToObj(id -> new Trip(id, 2, 4, 3_540, streets))
                .toList();
    }

    @Test
    void aRushOfMoreThanTheCarsHaveTimeForCannotBeServed() {
        // Known at 3,600, picked up until 4,080, free again by 4,320: inside twenty minutes, which are 20 steps of a
        // car.
        assertThat(new Bounds(streets, rush(10)).mostServed(1)).isEqualTo(0.4);
        assertThat(new Bounds(streets, rush(10)).mostServed(2)).isEqualTo(0.8);
        assertThat(new Bounds(streets, rush(10)).mostServed(3)).isEqualTo(1);
    }

    @Test
    void whoCannotBeRefusedBeforeMidnightIsNotCounted() {
        List<Trip> late = IntStream.range(0, 500)
                .mapToObj(id -> new Trip(id, 2, 4, 85_900, streets))
                .toList();
        assertThat(new Bounds(streets, late).mostServed(1)).isEqualTo(1);
    }

    private static int[] starts(int cars, int link) {
        return IntStream.range(0, cars).map(_ -> link).toArray();
    }

    @Test
    void everyWayToARiderIsDrivenFromWhereTheCarIs() {
        // From link 1, which is driven whole, over link 2, the rider's: 1 km empty for each 1.5 km with a rider.
        assertThat(new Bounds(streets, rush(10)).leastEmpty(1, starts(10, 1))).isCloseTo(0.4, within(0.01));
        // From link 9 two links more.
        assertThat(new Bounds(streets, rush(10)).leastEmpty(1, starts(10, 9))).isCloseTo(0.571, within(0.01));
        assertThat(new Bounds(streets, rush(10)).leastEmpty(0, starts(10, 1))).isZero();
    }

    @Test
    void aCarFollowsATripWithTheNextOneIfThereIsTime() {
        var first = new Trip(0, 2, 4, 3_540, streets);
        var next = new Trip(1, 6, 8, 7_200, streets);
        // Links 1 and 2 to the first rider, 4, 5 and 6 to the next one: 2.5 km for 3 km with riders.
        assertThat(new Bounds(streets, List.of(first, next)).leastEmpty(1, starts(1, 1)))
                .isCloseTo(2.5 / 5.5, within(0.01));
        var atOnce = new Trip(1, 8, 9, 3_540, streets);
        assertThat(new Bounds(streets, List.of(first, atOnce)).leastEmpty(1, starts(1, 1)))
                .as("nobody can pick up both")
                .isGreaterThan(0.7);
    }

    @Test
    void aRunStaysWithinThem() {
        List<Trip> trips = rush(10);
        var flat = new Battery.Curve(new double[] {0}, new double[] {1});
        List<Site> sites = List.of(new Site("plug", 1, 1, 50, false, 0.1), new Site("base", 6, 1, 7.2, true, 0.05));
        World world =
                new World(streets, new Battery(flat, flat), trips, List.of(new Car(0, 0, 40)), sites, Battery.FULL_KWH);
        world.run(new NearestIdle());
        var bounds = new Bounds(streets, trips);
        var result = new Result(world);
        assertThat(result.served()).isPositive().isLessThanOrEqualTo(bounds.mostServed(1));
        assertThat(result.emptyShare()).isGreaterThanOrEqualTo(bounds.leastEmpty(result.pickedUp(), starts(1, 0)));
    }
}
