package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.assistance.v1.LiveView;
import robotaxi.contracts.assistance.v1.ThinkingWay;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.ShowView;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.telemetry.v1.DrivingMode;

/** The whole agent while somebody watches: what it shows, to whose order, and that it shows nothing else. */
class AgentLiveViewTest extends AgentUnderTest {
    private List<LiveView> views() {
        return gateway.uplinks.stream()
                .filter(up -> up.getLane() == Lane.LANE_BULK)
                .map(Uplink::getView)
                .toList();
    }

    private boolean ended(String commandId, CommandState state) {
        return gateway.uplinks.stream()
                .map(Uplink::getCommandReport)
                .anyMatch(report -> report.getCommandId().equals(commandId) && report.getState() == state);
    }

    private static Command.Builder show(String commandId, String viewId, int seconds) {
        return Command.newBuilder()
                .setCommandId(commandId)
                .setVehicleId("car-01")
                .setNotAfter(soon())
                .setShowView(ShowView.newBuilder().setViewId(viewId).setSeconds(seconds));
    }

    @Test
    void aDrivingCarShowsItsPictureAndItsPlanWhileItIsAskedTo() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 3000));
            until("the car drives", world, () -> world.x() > 10);
            assertThat(views()).isEmpty();

            gateway.send("dispatch", show("not-theirs", "v0", 60));
            until("dispatch may not look", world, () -> ended("not-theirs", CommandState.COMMAND_STATE_REJECTED));
            gateway.send("incident", show("look", "v1", 60));
            until("it is taken", world, () -> ended("look", CommandState.COMMAND_STATE_SUCCEEDED));
            until("views come", world, () -> views().size() >= 3 && aView().isPresent());
            gateway.send("incident", show("enough", "v1", 0));
            until("it is over", world, () -> ended("enough", CommandState.COMMAND_STATE_SUCCEEDED));
            int seen = views().size();
            double here = world.x();
            until("it drives on", world, () -> world.x() > here + 300);

            // One may have been under way.
            assertThat(views().size()).isBetween(seen, seen + 1);
        }

        LiveView view = aView().orElseThrow();
        assertThat(view.getViewId()).isEqualTo("v1");
        assertThat(view.getScene().getKeyFramesList()).hasSize(1);
        assertThat(view.getScene().getReasoning()).isNotEmpty();
        assertThat(view.getScene().getRouteList()).isNotEmpty();
        assertThat(view.getPlanList()).hasSizeGreaterThan(10);
        assertThat(view.getThinking()).isEqualTo(ThinkingWay.THINKING_WAY_REFLEX);
        assertThat(view.getRung()).isEmpty();
    }

    /** Of the model driving: on a busy machine a plan may be so late that the car stops for it. */
    private Optional<LiveView> aView() {
        return views().stream()
                .filter(view -> view.getMode() == DrivingMode.DRIVING_MODE_AUTONOMOUS)
                .findFirst();
    }

    @Test
    void aParkedCarOpensItsEyesForWhomeverWatchesAndClosesThemAgain() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            assertThat(world.wish().getCameraHz()).isZero();

            gateway.send("incident", show("look", "v1", 60));
            until(
                    "a picture comes",
                    world,
                    () -> views().stream().anyMatch(view -> view.getScene().getKeyFramesCount() == 1));
            assertThat(world.wish().getCameraHz()).isPositive();
            assertThat(world.wish().getDriving()).isFalse();
            gateway.send("incident", show("enough", "v1", 0));
            until("the cameras are off", world, () -> world.wish().getCameraHz() == 0);
        }

        assertThat(views())
                .allMatch(
                        view -> view.getPlanCount() == 0 && view.getThinking() == ThinkingWay.THINKING_WAY_UNSPECIFIED);
        assertThat(views()).allMatch(view -> view.getMode() == DrivingMode.DRIVING_MODE_PARKED);
    }
}
