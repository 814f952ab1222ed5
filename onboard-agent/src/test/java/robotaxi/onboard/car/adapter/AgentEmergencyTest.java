package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.AvoidArea;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.EndEmergency;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.PullOver;
import robotaxi.contracts.command.v1.StopNow;
import robotaxi.contracts.geo.v1.Area;
import robotaxi.contracts.vehicle.v1.MissionState;

/** The whole agent in an emergency: whom it obeys, how it stops, and what a restart does not make it forget. */
class AgentEmergencyTest extends AgentUnderTest {
    private boolean succeeded(String commandId) {
        return ended(commandId, CommandState.COMMAND_STATE_SUCCEEDED, "");
    }

    /** A strip of the road and its surroundings between two places on it, metres. */
    private static Area across(double fromX, double toX) {
        return Area.newBuilder()
                .addCorners(at(fromX, -50))
                .addCorners(at(toX, -50))
                .addCorners(at(toX, 50))
                .addCorners(at(fromX, 50))
                .build();
    }

    private static Command.Builder stopNow(String id, String emergency) {
        return order(id).setStopNow(StopNow.newBuilder().setEmergencyId(emergency));
    }

    private static Command.Builder end(String id, String emergency) {
        return order(id).setEndEmergency(EndEmergency.newBuilder().setEmergencyId(emergency));
    }

    @Test
    void theCarObeysNobodyButThoseWhoMayGiveTheOrder() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send(start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 300)
                    .build());
            gateway.send("ota", start("m2", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 300));
            gateway.send(
                    gateway
                            .signed("dispatch", start("m3", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 300))
                            .toBuilder()
                            .setSupersedes("command-m0")
                            .build());
            gateway.send("gateway", order("nothing"));
            until(
                    "all are answered",
                    world,
                    () -> !reports("nothing").isEmpty() && reports("nothing").size() == 2);
        }

        assertThat(reports("command-m1").getLast().getCode()).isEqualTo("command.bad-signature");
        assertThat(reports("command-m2").getLast().getCode()).isEqualTo("command.not-authorised");
        assertThat(reports("command-m3").getLast().getCode()).isEqualTo("command.bad-signature");
        assertThat(reports("nothing").getLast().getCode()).isEqualTo("command.not-understood");
        assertThat(gateway.uplinks).noneMatch(up -> up.getEvent().hasMission());
    }

    @Test
    void stopNowForAllCarsHoldsThroughARestartUntilItIsOverAndThenTheMissionGoesOn() throws Exception {
        double stood;
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 200));
            until("it drives", world, () -> world.x() > 30);
            Command forAll =
                    gateway.signed("gateway", stopNow("", "e1").clearVehicleId().setFleetWide(true));
            gateway.send(forAll.toBuilder()
                    .setCommandId("stop")
                    .setVehicleId("car-01")
                    .build());
            until("it stands", world, () -> succeeded("stop"));
            stood = world.x();
            gateway.send("dispatch", start("m2", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 300));
            until(
                    "no mission meanwhile",
                    world,
                    () -> ended("command-m2", CommandState.COMMAND_STATE_REJECTED, "emergency.in-force"));
            assertThat(world.x()).isCloseTo(stood, within(0.1));
        }
        gateway.uplinks.clear();
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up again", world, () -> gateway.hellos.size() == 4);
            gateway.send("dispatch", start("m3", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 300));
            until(
                    "no mission after the restart",
                    world,
                    () -> ended("command-m3", CommandState.COMMAND_STATE_REJECTED, "emergency.in-force"));
            assertThat(world.x())
                    .as("a world of its own, where the car has not moved")
                    .isZero();
            gateway.send("gateway", end("end", "e1"));
            until("over", world, () -> succeeded("end"));
            gateway.send("gateway", stopNow("late", "e1"));
            until(
                    "what comes late begins nothing",
                    world,
                    () -> ended("late", CommandState.COMMAND_STATE_REJECTED, "emergency.over"));
            until("the mission goes on to its end", world, () -> succeeded("command-m1"));
        }

        assertThat(stood).isBetween(30.0, 100.0);
    }

    @Test
    void pullOverIsObeyedInItsAreaOnlyAndMissionsGoOnAfterwards() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 250));
            until("it drives", world, () -> world.x() > 20);
            gateway.send(
                    "gateway",
                    order("elsewhere")
                            .setPullOver(
                                    PullOver.newBuilder().setEmergencyId("e0").setArea(across(1000, 1100))));
            until(
                    "not its business",
                    world,
                    () -> ended("elsewhere", CommandState.COMMAND_STATE_SUCCEEDED, "emergency.outside"));
            gateway.send(
                    "gateway",
                    order("here")
                            .setPullOver(
                                    PullOver.newBuilder().setEmergencyId("e1").setArea(across(0, 240))));
            until("it stands", world, () -> succeeded("here"));
            assertThat(world.x()).isBetween(20.0, 200.0);
            gateway.send("gateway", end("end", "e1"));
            until("it arrives", world, () -> succeeded("command-m1"));
        }
    }

    @Test
    void aMissionThatLeadsIntoAClosedAreaEndsBeforeItAndTheNextOneIsRefused() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 250));
            until("it drives", world, () -> world.x() > 20);
            gateway.send(
                    "gateway", order("none").setAvoidArea(AvoidArea.newBuilder().setEmergencyId("e0")));
            gateway.send(
                    "gateway",
                    order("avoid")
                            .setAvoidArea(
                                    AvoidArea.newBuilder().setEmergencyId("e1").setArea(across(120, 180))));
            until(
                    "the mission fails",
                    world,
                    () -> ended("command-m1", CommandState.COMMAND_STATE_FAILED, "emergency.area-closed"));
            assertThat(world.x()).isBetween(20.0, 116.0);
            gateway.send("dispatch", start("m2", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 250));
            until(
                    "no other mission leads through",
                    world,
                    () -> ended("command-m2", CommandState.COMMAND_STATE_REJECTED, "emergency.area-closed"));
            gateway.send("dispatch", start("m3", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 110));
            until("one that stays out is driven", world, () -> succeeded("command-m3"));
        }

        assertThat(succeeded("avoid")).isTrue();
        assertThat(ended("none", CommandState.COMMAND_STATE_REJECTED, "emergency.bad-area"))
                .isTrue();
        assertThat(reached("m1", MissionState.MISSION_STATE_FAILED)).isTrue();
    }
}
