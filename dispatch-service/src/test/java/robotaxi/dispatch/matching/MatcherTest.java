package robotaxi.dispatch.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.matching.AvailableCar.State;
import robotaxi.dispatch.matching.Matching.Reason;
import robotaxi.dispatch.matching.Matching.Unserved;
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

    private static OpenRide waiting(String ride, int node) {
        return OpenRide.at(ride, node, NOW);
    }

    private static AvailableCar ready(String car, int node, int readyMillis, State state) {
        return AvailableCar.of(car, node, readyMillis, state, Double.MAX_VALUE);
    }

    @Test
    void aCarThatCannotGetThereIsNotSent() {
        var matcher = new Matcher(oneWay(5));
        Matching none = matcher.match(List.of(waiting("ride", 1)), List.of(AvailableCar.idle("ahead", 3)), NOW);
        assertThat(none.matches()).isEmpty();
        assertThat(none.unserved()).containsExactly(new Unserved("ride", Reason.NO_CAR_IN_REACH));
        assertThat(matcher.match(List.of(waiting("ride", 3)), List.of(AvailableCar.idle("behind", 1)), NOW)
                        .matches())
                .singleElement()
                .returns("behind", Match::vehicleId)
                .returns(2 * STEP_MILLIS, Match::approachMillis);
    }

    @Test
    void aCarMoreThanTwentyMinutesAwayIsNotSent() {
        var matcher = new Matcher(oneWay(40));
        List<AvailableCar> car = List.of(AvailableCar.idle("car", 0));
        assertThat(matcher.match(List.of(waiting("ride", 20)), car, NOW).matches())
                .hasSize(1);
        assertThat(matcher.match(List.of(waiting("ride", 21)), car, NOW).matches())
                .isEmpty();
    }

    @Test
    void whoHasWaitedLongerIsServedFirstWhenCarsAreShort() {
        var matcher = new Matcher(oneWay(5));
        OpenRide young = waiting("a-young", 2);
        OpenRide old = OpenRide.at("b-old", 2, NOW.minus(Duration.ofMinutes(5)));
        Matching matching = matcher.match(List.of(young, old), List.of(AvailableCar.idle("car", 1)), NOW);
        assertThat(matching.matches()).extracting(Match::rideId).containsExactly("b-old");
        assertThat(matching.unserved()).containsExactly(new Unserved("a-young", Reason.CARS_BETTER_USED));
    }

    @Test
    void asManyAsCanAreServedEvenIfTheNearestCarGoesElsewhere() {
        var matcher = new Matcher(oneWay(10));
        // The car at 4 is nearest to both, but the one at 1 reaches only what lies behind it by a longer way.
        Matching matching = matcher.match(
                List.of(waiting("a", 5), waiting("b", 2)),
                List.of(AvailableCar.idle("x", 4), AvailableCar.idle("y", 1)),
                NOW);
        assertThat(matching.matches()).extracting(Match::vehicleId).containsExactly("x", "y");
    }

    @Test
    void aCarThatIsSoonFreeNearbyBeatsAnIdleOneFarAway() {
        var matcher = new Matcher(oneWay(10));
        List<AvailableCar> cars =
                List.of(AvailableCar.idle("far", 0), ready("near", 8, 3 * STEP_MILLIS, State.SOON_FREE));
        Match match =
                matcher.match(List.of(waiting("ride", 9)), cars, NOW).matches().getFirst();
        assertThat(match.vehicleId()).isEqualTo("near");
        assertThat(match.approachMillis()).isEqualTo(4 * STEP_MILLIS);
    }

    @Test
    void aRiderKeepsTheCarThatWasToldUnlessAnotherIsMuchNearer() {
        var matcher = new Matcher(oneWay(10));
        OpenRide told = waiting("ride", 9).heldBy("told");
        AvailableCar held = ready("told", 8, 10_000, State.ASSIGNED);
        assertThat(matcher.match(List.of(told), List.of(held, AvailableCar.idle("new", 8)), NOW)
                        .matches())
                .extracting(Match::vehicleId)
                .containsExactly("told");
        assertThat(matcher.match(List.of(told), List.of(held, AvailableCar.idle("new", 9)), NOW)
                        .matches())
                .extracting(Match::vehicleId)
                .containsExactly("new");
    }

    @Test
    void aMatchSaysWhichCarsCameNextAndWhoGotThem() {
        var matcher = new Matcher(oneWay(10));
        Matching matching = matcher.match(
                List.of(waiting("a", 5), waiting("b", 6)),
                List.of(AvailableCar.idle("x", 4), AvailableCar.idle("y", 3), AvailableCar.idle("z", 0)),
                NOW);
        Match a = matching.matches().getFirst();
        assertThat(a.others())
                .extracting(Match.Alternative::vehicleId)
                .hasSize(2)
                .doesNotContain(a.vehicleId());
        assertThat(a.others().getLast())
                .returns("z", Match.Alternative::vehicleId)
                .returns("", Match.Alternative::takenBy)
                .returns(5L * STEP_MILLIS, other -> other.terms().total());
        assertThat(a.others().getFirst().takenBy()).isEqualTo("b");
    }

    @Test
    void aCarStaysWhereItIsWorthMore() {
        var matcher = new Matcher(oneWay(10));
        List<AvailableCar> cars = List.of(AvailableCar.idle("busy-place", 4), AvailableCar.idle("quiet-place", 3));
        ZoneValues values = node -> node == 4 ? 90_000 : 0;
        assertThat(matcher.match(List.of(waiting("ride", 5)), cars, NOW, values).matches())
                .extracting(Match::vehicleId)
                .containsExactly("quiet-place");
    }
}
