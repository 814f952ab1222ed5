package robotaxi.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.dispatch.matching.Matcher.Idle;
import robotaxi.dispatch.matching.Matcher.Match;
import robotaxi.dispatch.matching.Matcher.Waiting;
import robotaxi.dispatch.routing.RoadGraph;

class MatcherTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final int STEP_MILLIS = 60_000;

    /** A one-way road: node i leads to node i + 1 in a minute. */
    private static RoadGraph oneWay(int nodes) {
        int[] from = IntStream.range(0, nodes - 1).toArray();
        int[] to = IntStream.range(1, nodes).toArray();
        int[] millis = IntStream.range(0, nodes - 1).map(i -> STEP_MILLIS).toArray();
        return RoadGraph.of(nodes, from, to, millis);
    }

    private static Waiting waiting(String ride, int node) {
        return new Waiting(ride, node, NOW);
    }

    @Test
    void aCarThatCannotGetThereIsNotSent() {
        var matcher = new Matcher(oneWay(5));
        assertThat(matcher.match(List.of(waiting("ride", 1)), List.of(new Idle("ahead", 3)), NOW))
                .isEmpty();
        assertThat(matcher.match(List.of(waiting("ride", 3)), List.of(new Idle("behind", 1)), NOW))
                .containsExactly(new Match("ride", "behind", 2 * STEP_MILLIS));
    }

    @Test
    void aCarMoreThanTwentyMinutesAwayIsNotSent() {
        var matcher = new Matcher(oneWay(40));
        List<Idle> car = List.of(new Idle("car", 0));
        assertThat(matcher.match(List.of(waiting("ride", 20)), car, NOW)).hasSize(1);
        assertThat(matcher.match(List.of(waiting("ride", 21)), car, NOW)).isEmpty();
    }

    @Test
    void whoHasWaitedLongerIsServedFirstWhenCarsAreShort() {
        var matcher = new Matcher(oneWay(5));
        var young = new Waiting("a-young", 2, NOW);
        var old = new Waiting("b-old", 2, NOW.minus(Duration.ofMinutes(5)));
        assertThat(matcher.match(List.of(young, old), List.of(new Idle("car", 1)), NOW))
                .extracting(Match::rideId)
                .containsExactly("b-old");
    }

    @Test
    void asManyAsCanAreServedEvenIfTheNearestCarGoesElsewhere() {
        var matcher = new Matcher(oneWay(10));
        // The car at 4 is nearest to both, but the one at 1 reaches only what lies behind it by a longer way.
        var matches = matcher.match(
                List.of(waiting("a", 5), waiting("b", 2)), List.of(new Idle("x", 4), new Idle("y", 1)), NOW);
        assertThat(matches).containsExactly(new Match("a", "x", STEP_MILLIS), new Match("b", "y", STEP_MILLIS));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theOrderOfTheInputsDoesNotMatter(long seed) {
        var random = new Random(seed);
        int nodes = 60;
        int[] from = random.ints(240, 0, nodes).toArray();
        int[] to = random.ints(240, 0, nodes).toArray();
        // Few different times, so that ties are common.
        int[] millis = random.ints(240, 1, 4).map(i -> i * 10_000).toArray();
        var matcher = new Matcher(RoadGraph.of(nodes, from, to, millis));
        List<Waiting> rides = new ArrayList<>();
        List<Idle> cars = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rides.add(waiting("ride-" + i, random.nextInt(nodes)));
            cars.add(new Idle("car-" + i, random.nextInt(nodes)));
        }
        List<Match> first = matcher.match(rides, cars, NOW);
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(rides, random);
            Collections.shuffle(cars, random);
            assertThat(matcher.match(rides, cars, NOW)).isEqualTo(first);
        }
        assertThat(first).extracting(Match::vehicleId).doesNotHaveDuplicates();
    }
}
