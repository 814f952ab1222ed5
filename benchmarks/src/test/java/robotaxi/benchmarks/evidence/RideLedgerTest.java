package robotaxi.benchmarks.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RideLedgerTest {
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void aRideThatEndedAndWasToldIsNotLost() {
        var steps = ride("ride-1", "car-1", 0);
        assertThat(ledger("ride-1", "COMPLETED", steps, steps).lost()).isEmpty();
        assertThat(ledger("ride-1", "COMPLETED", steps, steps).doubleAssignments())
                .isEmpty();
    }

    @Test
    void aPromisedRideThatIsNotThereIsLost() {
        assertThat(new RideLedger(Set.of("ride-1"), Map.of(), List.of(), List.of()).lost())
                .containsExactly("ride-1");
    }

    @Test
    void aRideThatHangsIsLost() {
        var steps = ride("ride-1", "car-1", 0);
        assertThat(ledger("ride-1", "IN_RIDE", steps, steps).lost()).containsExactly("ride-1");
    }

    @Test
    void aMoveThatWasNotToldOrNeverKeptIsALoss() {
        var steps = ride("ride-1", "car-1", 0);
        var fewer = steps.subList(0, 2);
        assertThat(ledger("ride-1", "COMPLETED", steps, fewer).lost()).containsExactly("ride-1");
        assertThat(ledger("ride-1", "COMPLETED", fewer, steps).lost()).contains("ride-1");
    }

    @Test
    void twoRidesInOneCarAreFoundInTheLogAlone() {
        var one = ride("ride-1", "car-1", 0);
        List<RideStep> both = new ArrayList<>(one);
        both.addAll(ride("ride-2", "car-1", 1));
        assertThat(ledger("ride-1", "COMPLETED", one, both).doubleAssignments()).hasSize(1);
    }

    private static RideLedger ledger(String ride, String state, List<RideStep> kept, List<RideStep> told) {
        return new RideLedger(Set.of(ride), Map.of(ride, state), kept, told);
    }

    private static List<RideStep> ride(String id, String car, int second) {
        return List.of(
                new RideStep(id, 1, "", "requested", Optional.empty(), START.plusSeconds(second)),
                new RideStep(id, 2, "requested", "matched", Optional.of(car), START.plusSeconds(second + 1)),
                new RideStep(id, 3, "matched", "completed", Optional.of(car), START.plusSeconds(second + 9)));
    }
}
