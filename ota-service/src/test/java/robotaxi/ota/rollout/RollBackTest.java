package robotaxi.ota.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import robotaxi.ota.driving.Driven;
import robotaxi.ota.driving.DrivingTerms;
import robotaxi.ota.driving.EventKind;

/** Cars that run a release get the one before it, by order of a person or of a threshold. */
class RollBackTest {
    private final RolloutEnvironment fleet = new RolloutEnvironment();

    private String state(RolloutId id) {
        return fleet.find(id).orElseThrow().state();
    }

    private RolloutId committed(String... cars) {
        RolloutId id = fleet.started(cars);
        for (String car : cars) {
            fleet.before.put(car, "m@0");
            fleet.report(id, car, VehicleState.COMMITTED);
        }
        return id;
    }

    private void reportBack(RolloutId id, String car, VehicleState... states) {
        for (VehicleState state : states) {
            assertThat(fleet.follow.report(id, car, "m@0", state, "", "")).isTrue();
        }
    }

    @Test
    void aFinishedRolloutBringsItsCarsBackByTheSameSteps() {
        RolloutId id = committed("car-1", "car-2");
        assertThat(state(id)).isEqualTo("finished");
        fleet.steer.act(id, RolloutAct.ROLL_BACK, "ada", "it brakes at shadows");
        assertThat(state(id)).isEqualTo("rolling-back");
        assertThat(fleet.sent).contains("install car-1 m@0", "install car-2 m@0");
        reportBack(id, "car-1", VehicleState.DOWNLOADING, VehicleState.STAGED, VehicleState.WAITING_FOR_SAFE_MOMENT);
        fleet.grant("car-1", 7);
        assertThat(fleet.sent).endsWith("activate car-1 7 m@0");
        reportBack(id, "car-1", VehicleState.ACTIVATING, VehicleState.TRIAL, VehicleState.COMMITTED);
        assertThat(fleet.car("car-1").state()).isEqualTo(VehicleState.ROLLED_BACK);
        assertThat(state(id)).isEqualTo("rolling-back");
        reportBack(id, "car-2", VehicleState.COMMITTED);
        assertThat(state(id)).isEqualTo("rolled-back");
    }

    @Test
    void aCarThatCannotGoBackHasFailed() {
        RolloutId id = committed("car-1");
        fleet.steer.act(id, RolloutAct.ROLL_BACK, "ada", "");
        reportBack(id, "car-1", VehicleState.ROLLED_BACK);
        assertThat(fleet.car("car-1").state()).isEqualTo(VehicleState.FAILED);
        assertThat(state(id)).isEqualTo("rolled-back");
    }

    @Test
    void aLateWordOfTheReleaseThatIsTakenBackIsNotTakenForTheReturn() {
        RolloutId id = committed("car-1");
        fleet.steer.act(id, RolloutAct.ROLL_BACK, "ada", "");
        assertThat(fleet.follow.report(id, "car-1", "m@1", VehicleState.COMMITTED, "", ""))
                .isFalse();
        assertThat(fleet.car("car-1").state()).isEqualTo(VehicleState.OFFERED);
    }

    @Test
    void whatHasNotSwitchedIsCalledOffAndWhatSwitchesIsBroughtBack() {
        RolloutId id = fleet.started("car-1", "car-2", "car-3");
        fleet.before.put("car-2", "m@0");
        fleet.report(id, "car-1", VehicleState.STAGED);
        for (String car : List.of("car-2", "car-3")) {
            fleet.report(id, car, VehicleState.WAITING_FOR_SAFE_MOMENT);
            fleet.grant(car, 3);
        }
        fleet.report(id, "car-2", VehicleState.ACTIVATING);
        fleet.steer.act(id, RolloutAct.ROLL_BACK, "ada", "");
        assertThat(fleet.car("car-1").state()).isEqualTo(VehicleState.CANCELLED);
        assertThat(fleet.sent).contains("withdraw activate-car-3-3");
        fleet.follow.orderFailed("activate-car-3-3", "car-3", "command.cancelled", "");
        fleet.follow.tick(id);
        assertThat(fleet.car("car-3").state()).isEqualTo(VehicleState.CANCELLED);
        fleet.follow.report(id, "car-2", "m@1", VehicleState.COMMITTED, "", "");
        assertThat(state(id)).isEqualTo("rolling-back");
        fleet.follow.tick(id);
        assertThat(fleet.sent).endsWith("install car-2 m@0");
    }

    @Test
    void aCarWithNothingToGoBackToStays() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", VehicleState.COMMITTED);
        fleet.steer.act(id, RolloutAct.ROLL_BACK, "ada", "");
        fleet.follow.tick(id);
        assertThat(state(id)).isEqualTo("rolled-back");
        assertThat(fleet.car("car-1").state()).isEqualTo(VehicleState.COMMITTED);
    }

    @Test
    void devicesThatAskForThemselvesLoseWhatTheyHaveNotBegun() {
        fleet.pulling.put("bench", new DeviceAction(1, false, false, DeviceAction.Consent.NOT_NEEDED));
        RolloutId id = fleet.started("bench");
        fleet.steer.act(id, RolloutAct.ROLL_BACK, "ada", "");
        assertThat(fleet.car("bench").state()).isEqualTo(VehicleState.CANCELLED);
    }

    @Test
    void aDeviceThatRunsTheReleaseGetsTheOneBeforeUnderANewAction() {
        fleet.pulling.put("bench", new DeviceAction(1, true, false, DeviceAction.Consent.GIVEN));
        RolloutId id = committed("bench");
        fleet.steer.act(id, RolloutAct.ROLL_BACK, "ada", "");
        VehicleUpdate back = fleet.car("bench");
        assertThat(back.state()).isEqualTo(VehicleState.OFFERED);
        assertThat(back.returnsTo()).isEqualTo("m@0");
        assertThat(back.action()).isEqualTo(DeviceAction.unread(2));
        assertThat(fleet.sent).isEmpty();
        reportBack(id, "bench", VehicleState.COMMITTED);
        assertThat(fleet.car("bench").isInstalled()).isTrue();
        assertThat(state(id)).isEqualTo("rolled-back");
    }

    @Test
    void aDeviceThatEndsWhatItWasAskedToGiveUpIsBroughtBack() {
        fleet.pulling.put("bench", new DeviceAction(1, true, false, DeviceAction.Consent.NOT_NEEDED));
        RolloutId id = fleet.started("bench");
        fleet.before.put("bench", "m@0");
        fleet.report(id, "bench", VehicleState.DOWNLOADING);
        fleet.steer.act(id, RolloutAct.ROLL_BACK, "ada", "");
        assertThat(fleet.car("bench").action().cancelling()).isTrue();
        fleet.report(id, "bench", VehicleState.COMMITTED);
        assertThat(state(id)).isEqualTo("rolling-back");
        fleet.follow.tick(id);
        assertThat(fleet.car("bench").returnsTo()).isEqualTo("m@0");
        assertThat(fleet.car("bench").action()).isEqualTo(DeviceAction.unread(2));
    }

    @ParameterizedTest
    @EnumSource(Course.Breach.class)
    void aBreachDoesWhatTheCourseSays(Course.Breach breach) {
        var course = new Course(List.of(50, 100), 100, 0, true, null, breach);
        RolloutId id = running(course);
        fleet.report(id, "car-1", VehicleState.FAILED);
        assertThat(state(id)).isEqualTo(breach == Course.Breach.PAUSE ? "paused" : "rolled-back");
    }

    @Test
    void worseDrivingBringsTheCanaryBack() {
        var driving = DrivingTerms.planned(List.of(EventKind.DISENGAGEMENT), 2, 0.005, 50);
        RolloutId id = running(new Course(List.of(50, 100), 100, 0, true, driving, Course.Breach.ROLL_BACK));
        fleet.before.put("car-1", "m@0");
        fleet.report(id, "car-1", VehicleState.COMMITTED);
        fleet.driven.add(new Driven(10_000, 60, 10_000, 10));
        fleet.follow.tick(id);
        assertThat(state(id)).isEqualTo("rolling-back");
        assertThat(fleet.sent).containsExactly("install car-1", "install car-1 m@0");
        assertThat(fleet.car("car-2").state()).isEqualTo(VehicleState.CANCELLED);
    }

    private RolloutId running(Course course) {
        fleet.shown.add(EvidenceKind.SIMULATION);
        fleet.shown.add(EvidenceKind.SHADOW);
        RolloutId id = fleet.steer
                .prepare(
                        RolloutEnvironment.RELEASE,
                        new Selection.Fitting(List.of("sim-cpu"), Selection.Filter.ALL),
                        InstallTerms.FORCED,
                        course,
                        "ada",
                        "")
                .plan()
                .id();
        fleet.steer.approve(id, "ben");
        fleet.steer.approve(id, "cem");
        fleet.steer.act(id, RolloutAct.START, "ada", "");
        return id;
    }

    @Test
    void noCarIsAskedForWhereNoneMayBeTaken() {
        RolloutId id = fleet.started("car-1", "car-2");
        fleet.taking.left = 0;
        fleet.report(id, "car-1", VehicleState.WAITING_FOR_SAFE_MOMENT);
        fleet.follow.tick(id);
        assertThat(fleet.sent).doesNotContain("request car-1");
        fleet.taking.left = 1;
        fleet.report(id, "car-2", VehicleState.WAITING_FOR_SAFE_MOMENT);
        fleet.follow.tick(id);
        assertThat(fleet.sent).endsWith("request car-2", "request car-1");
        fleet.grant("car-1", 4);
        fleet.grant("car-2", 5);
        assertThat(fleet.sent).endsWith("activate car-1 4", "release car-2 5");
    }

    @Test
    void aHoldThatEndsTooSoonIsGivenBack() {
        RolloutId id = fleet.started("car-1");
        fleet.report(id, "car-1", VehicleState.WAITING_FOR_SAFE_MOMENT);
        String reservation = fleet.car("car-1").hold().reservationId();
        fleet.follow.answered(
                "car-1", reservation, true, 9, fleet.clock.instant().plusSeconds(29));
        assertThat(fleet.sent).endsWith("release car-1 9");
    }
}
