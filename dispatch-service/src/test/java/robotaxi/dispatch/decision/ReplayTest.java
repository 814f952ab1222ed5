package robotaxi.dispatch.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.dispatch.decision.MatchTick.Decision;
import robotaxi.dispatch.matching.CostTerms;
import robotaxi.dispatch.matching.Match;

class ReplayTest {
    /** Random roads lead many ways over the same few nodes: more ties than a city has. */
    private static final double LEAST_SAME = 0.95;

    /**
     * Fewer rides than cars, as many, and more. Where the ways of two cars meet, they may change places at the same cost: with
     * many rides some do, the sum stays.
     */
    @ParameterizedTest(name = "{0} rides")
    @ValueSource(ints = {1, 5, 60, 200})
    void theMatcherDecidesTheSameFromWhatWasKept(int rides) {
        int kept = 0;
        int same = 0;
        for (long seed = 0; seed < 100; seed++) {
            MatchTick tick = RandomTick.decided(seed, rides, 60);
            List<Match> before = tick.decisions().stream().map(Decision::match).toList();
            List<Match> again = Replay.of(tick).matches();
            assertThat(again).as("seed %d", seed).hasSameSizeAs(before);
            // Each pair takes a millisecond more in the replay.
            assertThat(total(again)).as("seed %d", seed).isEqualTo(total(before) + before.size());
            kept += before.size();
            same += (int) again.stream()
                    .map(ReplayTest::pair)
                    .filter(cars(before.stream())::contains)
                    .count();
        }
        assertThat(kept).isGreaterThan(0);
        assertThat((double) same / kept).isGreaterThanOrEqualTo(rides == 1 ? 1 : LEAST_SAME);
    }

    @Test
    void aChosenCarThatIsMadeDearIsNotChosenAgain() {
        MatchTick tick = RandomTick.decided(1, 5, 60);
        Decision first = tick.decisions().getFirst();
        CostTerms terms = first.match().terms();
        var dearer = new CostTerms(
                terms.approachMillis() + 1_000_000,
                terms.emptyMillis(),
                terms.switchMillis(),
                terms.zoneMillis(),
                terms.softMillis());
        var match = new Match(
                first.match().rideId(),
                first.match().vehicleId(),
                dearer.approachMillis(),
                dearer,
                first.match().others());
        List<Decision> decisions = new ArrayList<>(tick.decisions());
        decisions.set(0, new Decision(first.ride(), match, first.cars(), first.rideVersion()));
        var changed = new MatchTick(
                tick.marketId(),
                tick.at(),
                tick.policy(),
                tick.roads(),
                tick.openRides(),
                tick.availableCars(),
                tick.leftOut(),
                true,
                decisions);
        assertThat(cars(Replay.of(changed).matches().stream())).doesNotContain(pair(match));
    }

    private static long total(List<Match> matches) {
        return matches.stream().mapToLong(match -> match.terms().total()).sum();
    }

    private static List<String> cars(Stream<Match> matches) {
        return matches.map(ReplayTest::pair).sorted().toList();
    }

    private static String pair(Match match) {
        return match.rideId() + " gets " + match.vehicleId();
    }
}
