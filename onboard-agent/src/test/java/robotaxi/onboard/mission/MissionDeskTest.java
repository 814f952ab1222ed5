package robotaxi.onboard.mission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissionDeskTest {
    private static final BodyReport EMPTY_LOCKED = new BodyReport(true, true, false);

    private final MissionDesk desk = new MissionDesk();

    private static Mission mission(String id, MissionPurpose purpose) {
        RouteLine route = RouteLine.of(new double[] {0, 100}, new double[] {0, 0}, new double[] {10});
        return new Mission(id, "command-" + id, "ride-1", purpose, route);
    }

    @Test
    void noActivationBeginsWhileAMissionRuns() {
        desk.start(mission("m1", MissionPurpose.PICKUP));

        assertThat(desk.activate("r@2", 7))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("update.mission-under-way"));
    }

    @Test
    void noMissionBeginsWhileAReleaseIsActivated() {
        assertThat(desk.activate("r@2", 7)).isInstanceOf(Answer.Taken.class);

        assertThat(desk.start(mission("m1", MissionPurpose.PICKUP)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("update.activating"));

        desk.activationOver();
        assertThat(desk.start(mission("m1", MissionPurpose.PICKUP))).isInstanceOf(Answer.Taken.class);
    }

    @Test
    void aFenceBelowTheHighestSeenIsRefused() {
        desk.activate("r@2", 7);
        desk.activationOver();

        assertThat(desk.activate("r@2", 6)).isInstanceOf(Answer.Refused.class);
        assertThat(desk.activate("r@2", 7)).isInstanceOf(Answer.Taken.class);
    }

    @Test
    void aRiderIsPickedUpOnlyAfterTheDoorsWereOrderedOpen() {
        desk.start(mission("m1", MissionPurpose.PICKUP));
        assertThat(desk.unlock("c9", "ride-1")).isInstanceOf(Answer.Refused.class);

        assertThat(desk.arrive()).hasOnlyElementsOfType(Happening.Arrived.class);
        assertThat(desk.wantsDoorsLocked()).isTrue();
        assertThat(desk.isPassengerStop()).isTrue();

        assertThat(desk.unlock("c9", "ride-1")).isInstanceOf(Answer.Taken.class);
        assertThat(desk.wantsDoorsLocked()).isFalse();
        assertThat(desk.hear(new BodyReport(true, false, false), true)).containsExactly(new Happening.Unlocked("c9"));
        assertThat(desk.hear(new BodyReport(false, false, true), true)).isEmpty();
        assertThat(desk.hear(new BodyReport(true, false, true), true)).containsExactly(new Happening.Boarded("ride-1"));
        assertThat(desk.wantsDoorsLocked()).isTrue();
    }

    @Test
    void aRiderLeavesAtTheEndAndTheCarIsFree() {
        desk.start(mission("m2", MissionPurpose.DROPOFF));
        desk.arrive();

        assertThat(desk.wantsDoorsLocked()).isFalse();
        assertThat(desk.hear(new BodyReport(true, false, true), true)).isEmpty();
        assertThat(desk.hear(new BodyReport(true, false, false), true))
                .containsExactly(new Happening.Alighted("ride-1"));
        assertThat(desk.mission()).isEmpty();
        assertThat(desk.wantsDoorsLocked()).isTrue();
    }

    @Test
    void aCancelledMissionEndsOnceTheCarStands() {
        Mission mission = mission("m1", MissionPurpose.PICKUP);
        desk.start(mission);
        assertThat(desk.cancel("c2", "m1", "no rider")).isInstanceOf(Answer.Taken.class);

        assertThat(desk.hear(EMPTY_LOCKED, false)).isEmpty();
        assertThat(desk.hear(EMPTY_LOCKED, true)).containsExactly(new Happening.Cancelled(mission, "c2", "no rider"));
        assertThat(desk.mission()).isEmpty();
    }

    @Test
    void aNewerMissionTakesThePlaceOfTheOld() {
        Mission old = mission("m1", MissionPurpose.PICKUP);
        Mission next = mission("m2", MissionPurpose.PICKUP);
        desk.start(old);

        assertThat(desk.start(next))
                .isInstanceOfSatisfying(
                        Answer.Taken.class,
                        taken -> assertThat(taken.happenings())
                                .containsExactly(
                                        new Happening.Cancelled(old, "", "replaced by a newer mission"),
                                        new Happening.UnderWay(next)));
    }

    @Test
    void aNewMissionLosesNoCancellationThatIsUnderWay() {
        Mission first = mission("m1", MissionPurpose.PICKUP);
        desk.start(first);
        desk.cancel("c9", "m1", "no longer wanted");

        assertThat(desk.cancel("c10", "m1", "again"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("mission.stopping-already"));
        assertThat(desk.start(mission("m2", MissionPurpose.PICKUP)))
                .isInstanceOfSatisfying(
                        Answer.Taken.class,
                        taken -> assertThat(taken.happenings())
                                .startsWith(new Happening.Cancelled(first, "c9", "no longer wanted")));
    }

    @Test
    void atAStopTheRiderMayGetOutAndFindsTheCarLockedOnTheWayBack() {
        desk.start(mission("m1", MissionPurpose.STOP));
        assertThat(desk.arrive()).hasOnlyElementsOfType(Happening.Arrived.class);
        assertThat(desk.wantsDoorsLocked()).isFalse();
        assertThat(desk.hear(new BodyReport(true, false, true), true)).isEmpty();

        assertThat(desk.hear(new BodyReport(true, false, false), true))
                .containsExactly(new Happening.Alighted("ride-1"));
        assertThat(desk.wantsDoorsLocked()).isTrue();

        desk.unlock("c9", "ride-1");
        assertThat(desk.hear(new BodyReport(true, false, true), true)).contains(new Happening.Boarded("ride-1"));
        assertThat(desk.start(mission("m2", MissionPurpose.DROPOFF)))
                .isInstanceOfSatisfying(
                        Answer.Taken.class,
                        taken -> assertThat(taken.happenings()).hasOnlyElementsOfType(Happening.UnderWay.class));
    }

    @Test
    void whoStaysInAtAStopIsDrivenOn() {
        desk.start(mission("m1", MissionPurpose.STOP));
        desk.arrive();
        assertThat(desk.start(mission("m2", MissionPurpose.DROPOFF))).isInstanceOf(Answer.Taken.class);
        assertThat(desk.isOpen()).isTrue();
    }

    @Test
    void onlyACarThatWaitsForThatRiderSignals() {
        desk.start(mission("m1", MissionPurpose.PICKUP));
        assertThat(desk.signal("c1", "ride-1"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("signal.not-waiting"));
        desk.arrive();
        assertThat(desk.signal("c1", "ride-2"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("doors.other-ride"));
        assertThat(desk.signal("c1", "ride-1"))
                .isEqualTo(new Answer.Taken(java.util.List.of(new Happening.Heeded("c1", ""))));
    }
}
