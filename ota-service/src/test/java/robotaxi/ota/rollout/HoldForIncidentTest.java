package robotaxi.ota.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.kit.problem.FleetException;

/** A grave incident holds the rollouts of the release that drove. */
class HoldForIncidentTest {
    private final RolloutEnvironment fleet = new RolloutEnvironment();

    private String state(RolloutId id) {
        return fleet.find(id).orElseThrow().state();
    }

    private List<Rollout> incident(String id) {
        return fleet.hold.handle("m@1", new GraveIncident(id, "car-1", "collision", fleet.clock.instant()));
    }

    @Test
    void aRunningRolloutIsHeldAndWhatHasNotSwitchedIsTakenBack() {
        RolloutId id = fleet.started("car-1", "car-2");
        fleet.report(id, "car-1", VehicleState.WAITING_FOR_SAFE_MOMENT);
        fleet.grant("car-1", 4);

        assertThat(incident("i-1")).hasSize(1);

        assertThat(state(id)).isEqualTo("paused");
        assertThat(fleet.sent).endsWith("withdraw activate-car-1-4");
        fleet.follow.orderFailed("activate-car-1-4", "car-1", "command.cancelled", "");
        fleet.follow.tick(id);
        assertThat(fleet.sent).endsWith("release car-1 4");
    }

    @Test
    void aPersonLetsItGoOnForAReason() {
        RolloutId id = fleet.started("car-1");
        incident("i-1");
        assertThatThrownBy(() -> fleet.steer.act(id, RolloutAct.RESUME, "ada", " "))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(RolloutError.REASON_NEEDED));
        assertThat(state(id)).isEqualTo("paused");
        fleet.steer.act(id, RolloutAct.RESUME, "ada", "the other car ran a red light");
        assertThat(state(id)).isEqualTo("running");
        assertThat(fleet.listHolding(id)).isEmpty();
    }

    @Test
    void theSameIncidentHoldsOnceAndAnotherOneAgain() {
        RolloutId id = fleet.started("car-1");
        incident("i-1");
        assertThat(incident("i-1")).isEmpty();
        fleet.steer.act(id, RolloutAct.RESUME, "ada", "looked at");
        assertThat(incident("i-1")).isEmpty();
        assertThat(state(id)).isEqualTo("running");
        assertThat(incident("i-2")).hasSize(1);
        assertThat(state(id)).isEqualTo("paused");
    }

    @Test
    void whatAPersonPausedIsHeldForTheIncidentToo() {
        RolloutId id = fleet.started("car-1");
        fleet.steer.act(id, RolloutAct.PAUSE, "ada", "");
        assertThat(incident("i-1")).hasSize(1);
        assertThatThrownBy(() -> fleet.steer.act(id, RolloutAct.RESUME, "ada", ""))
                .isInstanceOf(FleetException.class);
    }

    @Test
    void whatDoesNotRunIsNotHeld() {
        RolloutId over = fleet.started("car-1");
        fleet.report(over, "car-1", VehicleState.COMMITTED);
        assertThat(incident("i-1")).isEmpty();
        assertThat(state(over)).isEqualTo("finished");
        fleet.before.put("car-1", "m@0");
        fleet.steer.act(over, RolloutAct.ROLL_BACK, "ada", "");
        assertThat(incident("i-2")).isEmpty();
        assertThat(state(over)).isEqualTo("rolling-back");
    }
}
