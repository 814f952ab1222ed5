package robotaxi.onboard.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MomentWatchTest {
    private static final long SECOND = 1_000_000;
    private static final MomentWatch.Wires COLLISION = new MomentWatch.Wires(0, true, false, OptionalDouble.empty());

    private final MomentWatch watch = new MomentWatch();

    private static List<Trigger> triggers(List<Noticed> noticed) {
        return noticed.stream().map(Noticed::trigger).toList();
    }

    @Test
    void aTriggerThatChattersIsHeardOnceInItsTimeAndCounted() {
        assertThat(triggers(watch.heard(0, COLLISION))).containsExactly(Trigger.COLLISION);
        for (int tick = 1; tick < 100; tick++) {
            assertThat(watch.heard(tick * SECOND / 10, COLLISION)).isEmpty();
        }
        List<Noticed> again = watch.heard(10 * SECOND, COLLISION);
        assertThat(again)
                .singleElement()
                .extracting(Noticed::detail)
                .isEqualTo("contact (99 more since the last report)");
    }

    @Test
    void oneKindHoldsNoOtherBack() {
        watch.heard(0, COLLISION);
        assertThat(watch.happened(Trigger.BOOKMARK, SECOND, "a person asked")).isPresent();
        assertThat(triggers(watch.heard(SECOND, new MomentWatch.Wires(0, true, true, OptionalDouble.of(79)))))
                .containsExactly(Trigger.RIDER_REPORT, Trigger.EMERGENCY_VEHICLE);
        assertThat(watch.heard(SECOND, new MomentWatch.Wires(0, false, false, OptionalDouble.of(81))))
                .isEmpty();
    }

    @Test
    void aCarThatStandsWithNothingInItsWayIsStuckAfterTwentySeconds() {
        for (long second = 0; second < 20; second++) {
            assertThat(watch.decided(second * SECOND, "model", true, 0, -1)).isEmpty();
        }
        assertThat(triggers(watch.decided(20 * SECOND, "model", true, 0, -1))).containsExactly(Trigger.STUCK);
        assertThat(watch.decided(200 * SECOND, "model", true, 0, -1)).isEmpty();
        watch.decided(201 * SECOND, "model", true, 5, -1);
        watch.decided(202 * SECOND, "model", true, 0, -1);
        assertThat(triggers(watch.decided(222 * SECOND, "model", true, 0, -1))).containsExactly(Trigger.STUCK);
    }

    @Test
    void aQueueIsNoReasonToCallAndNeitherIsAStopThatWasOrdered() {
        for (long second = 0; second < 90; second++) {
            assertThat(watch.decided(second * SECOND, "model", true, 0, 6)).isEmpty();
        }
        assertThat(triggers(watch.decided(90 * SECOND, "model", true, 0, 6))).containsExactly(Trigger.STUCK);
        for (long second = 100; second < 300; second++) {
            assertThat(watch.decided(second * SECOND, "stop", false, 0, -1)).isEmpty();
        }
    }

    @Test
    void theSupervisorDrivingForTwoSecondsIsADisengagement() {
        watch.decided(0, "model", true, 8, -1);
        assertThat(watch.decided(SECOND, "fallback", true, 8, -1)).isEmpty();
        assertThat(watch.decided(2 * SECOND, "retimed", true, 8, -1)).isEmpty();
        assertThat(watch.decided(3 * SECOND, "fallback", true, 8, -1)).isEmpty();
        assertThat(triggers(watch.decided(5 * SECOND, "fallback", true, 8, -1))).containsExactly(Trigger.DISENGAGEMENT);
        assertThat(watch.decided(9 * SECOND, "fallback", true, 8, -1)).isEmpty();
    }

    @Test
    void aModelThatIsNotSureForASecondOfDrivingIsNoticed() {
        assertThat(watch.planned(0, 0.2, 8)).isEmpty();
        assertThat(watch.planned(SECOND / 2, 0.9, 8)).isEmpty();
        assertThat(watch.planned(SECOND, 0.2, 8)).isEmpty();
        assertThat(watch.planned(2 * SECOND, 0.3, 8)).isPresent();
        assertThat(watch.planned(4 * SECOND, 0.2, 0)).isEmpty();
    }
}
