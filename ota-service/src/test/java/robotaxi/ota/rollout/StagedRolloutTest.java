package robotaxi.ota.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.driving.Driven;
import robotaxi.ota.driving.DrivingTerms;
import robotaxi.ota.driving.EventKind;

/** Gates, approvals, waves and thresholds. */
class StagedRolloutTest {
    private static final Course COURSE = new Course(List.of(50, 100), 100, 0, true);
    private static final Course WATCHED = new Course(
            List.of(50, 100),
            100,
            0,
            true,
            DrivingTerms.planned(List.of(EventKind.DISENGAGEMENT), 2, 0.005, 50),
            Course.Breach.PAUSE);

    private final RolloutEnvironment fleet = new RolloutEnvironment();

    private RolloutId prepared() {
        return prepared(COURSE);
    }

    private RolloutId prepared(Course course) {
        return fleet.steer
                .prepare(
                        RolloutEnvironment.RELEASE,
                        new Selection.Fitting(List.of("sim-cpu"), Selection.Filter.ALL),
                        InstallTerms.FORCED,
                        course,
                        "ada",
                        "")
                .plan()
                .id();
    }

    private String state(RolloutId id) {
        return fleet.find(id).orElseThrow().state();
    }

    private RolloutId ready() {
        return ready(COURSE);
    }

    private RolloutId ready(Course course) {
        fleet.shown.add(EvidenceKind.SIMULATION);
        fleet.shown.add(EvidenceKind.SHADOW);
        RolloutId id = prepared(course);
        fleet.steer.approve(id, "ben");
        fleet.steer.approve(id, "cem");
        return id;
    }

    @Test
    void withoutEvidenceItStaysWhereItIs() {
        RolloutId id = prepared();
        assertThat(state(id)).isEqualTo("simulation-gate");
        assertThat(fleet.steer.act(id, RolloutAct.START, "ada", "")).isInstanceOf(RolloutAct.Refused.class);
        fleet.shown.add(EvidenceKind.SHADOW);
        fleet.steer.evidenceCame("m@1");
        assertThat(state(id)).isEqualTo("simulation-gate");
        fleet.shown.add(EvidenceKind.SIMULATION);
        fleet.steer.evidenceCame("m@1");
        assertThat(state(id)).isEqualTo("approval");
        fleet.follow.tick(id);
        assertThat(fleet.sent).isEmpty();
    }

    @Test
    void twoOtherPeopleMustApprove() {
        fleet.shown.add(EvidenceKind.SIMULATION);
        fleet.shown.add(EvidenceKind.SHADOW);
        RolloutId id = prepared();
        assertThatThrownBy(() -> fleet.steer.approve(id, "ada"))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(RolloutError.OWN_APPROVAL));
        fleet.steer.approve(id, "ben");
        fleet.steer.approve(id, "ben");
        assertThatThrownBy(() -> fleet.steer.act(id, RolloutAct.START, "ada", ""))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(RolloutError.NOT_APPROVED));
        fleet.steer.approve(id, "cem");
        assertThat(fleet.steer.act(id, RolloutAct.START, "ada", "")).isInstanceOf(RolloutAct.Moved.class);
    }

    @Test
    void theNextWaveComesWhenEnoughOfTheFirstRunsIt() {
        RolloutId id = ready();
        fleet.steer.act(id, RolloutAct.START, "ada", "");
        assertThat(fleet.sent).containsExactly("install car-1");
        fleet.follow.tick(id);
        assertThat(fleet.sent).containsExactly("install car-1");
        fleet.report(id, "car-1", VehicleState.COMMITTED);
        fleet.follow.tick(id);
        assertThat(fleet.find(id).orElseThrow().wave()).isEqualTo(2);
        assertThat(fleet.sent).containsExactly("install car-1", "install car-2");
        fleet.report(id, "car-2", VehicleState.COMMITTED);
        assertThat(state(id)).isEqualTo("finished");
    }

    @Test
    void tooManyFailuresHoldItBeforeTheNextWave() {
        RolloutId id = ready();
        fleet.steer.act(id, RolloutAct.START, "ada", "");
        fleet.report(id, "car-1", VehicleState.FAILED);
        assertThat(state(id)).isEqualTo("paused");
        fleet.follow.tick(id);
        assertThat(fleet.sent).containsExactly("install car-1");
        assertThat(fleet.told).endsWith("car-1 failed", "paused");
    }

    @Test
    void theNextWaveWaitsForKilometresToo() {
        RolloutId id = ready(WATCHED);
        fleet.steer.act(id, RolloutAct.START, "ada", "");
        fleet.report(id, "car-1", VehicleState.COMMITTED);
        fleet.driven.add(new Driven(10_000, 10, 10_000, 10));
        fleet.follow.tick(id);
        assertThat(fleet.find(id).orElseThrow().wave()).isEqualTo(1);
        fleet.driven.add(new Driven(190_000, 190, 190_000, 190));
        fleet.follow.tick(id);
        assertThat(fleet.find(id).orElseThrow().wave()).isEqualTo(2);
    }

    @Test
    void whatDrivesWorseIsHeld() {
        RolloutId id = ready(WATCHED);
        fleet.steer.act(id, RolloutAct.START, "ada", "");
        fleet.driven.add(new Driven(10_000, 30, 10_000, 10));
        fleet.follow.tick(id);
        assertThat(state(id)).isEqualTo("running");
        fleet.driven.add(new Driven(10_000, 30, 10_000, 10));
        fleet.follow.tick(id);
        assertThat(state(id)).isEqualTo("paused");
    }

    @Test
    void wavesGrowToAllCarsAndThresholdsAreShares() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Course(List.of(5, 50), 90, 10, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new Course(List.of(50, 50, 100), 90, 10, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new Course(List.of(100), 101, 10, true));
        var course = new Course(List.of(1, 100), 90, 10, true);
        assertThat(course.judge(new Course.WaveCount(100, 0, 10))).isEqualTo(Course.Verdict.WAIT);
        assertThat(course.judge(new Course.WaveCount(100, 0, 11))).isEqualTo(Course.Verdict.HOLD);
        assertThat(course.judge(new Course.WaveCount(100, 89, 10))).isEqualTo(Course.Verdict.WAIT);
        assertThat(course.judge(new Course.WaveCount(100, 90, 10))).isEqualTo(Course.Verdict.NEXT);
        assertThat(course.stage(1)).isEqualTo("canary");
        assertThat(course.stage(2)).isEqualTo("general");
    }
}
