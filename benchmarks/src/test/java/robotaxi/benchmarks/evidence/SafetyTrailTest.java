package robotaxi.benchmarks.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SafetyTrailTest {
    private static SafetyRecord record(String car, long sequence) {
        return new SafetyRecord(car, sequence, car + "/safety/" + sequence);
    }

    @Test
    void whatIsEverywhereIsNotMissing() {
        Set<SafetyRecord> topic = Set.of(record("car-1", 1), record("car-1", 2), record("car-2", 1));
        Set<String> database = Set.of("car-1/safety/1", "car-1/safety/2", "car-2/safety/1");
        assertThat(SafetyTrail.missing(Set.of(record("car-1", 2)), topic, database))
                .isEmpty();
    }

    @Test
    void aRecordThatTheCarStillHasMustBeInTheTopic() {
        assertThat(SafetyTrail.missing(Set.of(record("car-1", 1)), Set.of(), Set.of()))
                .singleElement()
                .asString()
                .contains("car-1/safety/1 lies on the car");
    }

    @Test
    void anotherEventUnderTheSameNumberIsNotTheSame() {
        var other = new SafetyRecord("car-1", 1, "something-else");
        assertThat(SafetyTrail.missing(Set.of(record("car-1", 1)), Set.of(other), Set.of("something-else")))
                .hasSize(1);
    }

    @Test
    void aNumberThatNobodyHasWasLost() {
        Set<SafetyRecord> topic = Set.of(record("car-1", 1), record("car-1", 4), record("car-2", 1));
        assertThat(SafetyTrail.gaps(Set.of(), topic)).containsOnlyKeys("car-1");
        assertThat(SafetyTrail.gaps(Set.of(), topic).get("car-1")).isEqualTo(new TreeSet<>(List.of(2L, 3L)));
    }

    @Test
    void aNumberThatOnlyTheCarHasCountsOnce() {
        Set<SafetyRecord> topic = Set.of(record("car-1", 1), record("car-1", 3));
        Set<String> database = Set.of("car-1/safety/1", "car-1/safety/3");
        assertThat(SafetyTrail.missing(Set.of(record("car-1", 2)), topic, database))
                .hasSize(1);
    }

    @Test
    void theFirstNumberIsOne() {
        assertThat(SafetyTrail.gaps(Set.of(), Set.of(record("car-1", 2))).get("car-1"))
                .containsExactly(1L);
    }

    @Test
    void anEventWithoutAnIncidentIsMissing() {
        assertThat(SafetyTrail.missing(Set.of(), Set.of(record("car-1", 1)), Set.of()))
                .singleElement()
                .asString()
                .contains("in no incident");
    }
}
