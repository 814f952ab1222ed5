package robotaxi.benchmarks.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import robotaxi.benchmarks.evidence.LaneTrail.LaneName;
import robotaxi.benchmarks.evidence.LaneTrail.Taken;

class LaneTrailTest {
    private static final LaneName SAFETY = new LaneName("car-1", "safety");
    private static final LaneName TELEMETRY = new LaneName("car-1", "telemetry");

    private final LaneTrail trail = new LaneTrail();

    private void taken(LaneName lane, long number, long moment) {
        trail.taken(lane, new Taken(number, number, 1, moment), lane.equals(SAFETY));
    }

    private void arrived(LaneName lane, long... numbers) {
        for (long number : numbers) {
            trail.arrived(lane, lane + "/" + number, number);
        }
    }

    @Test
    void whatCameOnceAndInOrderIsNoFault() {
        taken(SAFETY, 1, 0);
        taken(SAFETY, 2, 0);
        trail.acknowledged(SAFETY, 1, 0, 2);
        arrived(SAFETY, 1, 2);
        assertThat(trail.lost()).isEmpty();
        assertThat(trail.duplicates()).isEmpty();
        assertThat(trail.outOfOrder()).isEmpty();
        assertThat(trail.acknowledged()).isEqualTo(2);
    }

    @Test
    void aSafeRecordIsOwedBeforeAnybodyAcknowledgedIt() {
        taken(SAFETY, 1, 0);
        taken(SAFETY, 2, 0);
        arrived(SAFETY, 1);
        assertThat(trail.lost()).singleElement().asString().contains("safety").contains("number=2");
    }

    @Test
    void telemetryIsOwedOnceTheCarWasAllowedToForgetIt() {
        taken(TELEMETRY, 1, 0);
        taken(TELEMETRY, 2, 1);
        taken(TELEMETRY, 3, 2);
        trail.acknowledged(TELEMETRY, 1, 1, 2);
        assertThat(trail.lost()).singleElement().asString().contains("number=2");
    }

    @Test
    void conflatedTelemetryIsOwedByTheLastOfItsMoment() {
        taken(TELEMETRY, 1, 7);
        taken(TELEMETRY, 2, 7);
        taken(TELEMETRY, 3, 8);
        trail.acknowledged(TELEMETRY, 1, 0, 3);
        arrived(TELEMETRY, 2);
        assertThat(trail.lost()).singleElement().asString().contains("number=3");
    }

    @Test
    void aSafetyRecordIsNeverConflated() {
        taken(SAFETY, 1, 7);
        taken(SAFETY, 2, 7);
        arrived(SAFETY, 2);
        assertThat(trail.lost()).singleElement().asString().contains("number=1");
    }

    @Test
    void anotherLifeAcknowledgesNothingOfThisOne() {
        taken(TELEMETRY, 1, 0);
        trail.acknowledged(TELEMETRY, 2, 0, 1);
        assertThat(trail.lost()).isEmpty();
    }

    @Test
    void aNumberUnderTwoEventIdsIsADuplicateAndUnderOneARepeat() {
        arrived(SAFETY, 1, 1);
        assertThat(trail.duplicates()).isEmpty();
        assertThat(trail.repeats()).isEqualTo(1);
        trail.arrived(SAFETY, "another", 1);
        assertThat(trail.duplicates()).singleElement().asString().contains("has 1 twice");
    }

    @Test
    void anEventIdThatIsUsedForAnotherRecordLosesIt() {
        taken(SAFETY, 1, 0);
        taken(SAFETY, 2, 0);
        trail.arrived(SAFETY, "id", 1);
        trail.arrived(SAFETY, "id", 2);
        assertThat(trail.lost()).singleElement().asString().contains("number=2");
    }

    @Test
    void aLowerNumberAfterAHigherOneIsOutOfOrderUnlessItIsARepeat() {
        arrived(SAFETY, 1, 3, 1);
        assertThat(trail.outOfOrder()).isEmpty();
        arrived(SAFETY, 2);
        assertThat(trail.outOfOrder()).singleElement().asString().contains("2 came after 3");
    }

    @Test
    void anOlderSessionIsNotHeardOnceANewerOneHasSpoken() {
        taken(TELEMETRY, 1, 7);
        taken(TELEMETRY, 2, 7);
        taken(TELEMETRY, 3, 8);
        trail.acknowledged(TELEMETRY, 1, 0, 3);
        trail.arrived(TELEMETRY, "2", 2, 5);
        trail.arrived(TELEMETRY, "1", 1, 4);
        trail.arrived(TELEMETRY, "3", 3, 4);
        assertThat(trail.outOfOrder()).isEmpty();
        assertThat(trail.stale()).isEqualTo(2);
        assertThat(trail.lost()).singleElement().asString().contains("number=3");
        trail.arrived(TELEMETRY, "3", 3, 5);
        assertThat(trail.lost()).isEmpty();
    }

    @Test
    void withinASessionTelemetryHasItsOrder() {
        trail.arrived(TELEMETRY, "2", 2, 5);
        trail.arrived(TELEMETRY, "1", 1, 5);
        assertThat(trail.outOfOrder()).hasSize(1);
    }

    @Test
    void lanesAndCarsHaveAnOrderOfTheirOwn() {
        arrived(SAFETY, 5);
        arrived(TELEMETRY, 4);
        arrived(new LaneName("car-2", "safety"), 3);
        assertThat(trail.outOfOrder()).isEmpty();
        assertThat(trail.arrivals()).isEqualTo(3);
    }
}
