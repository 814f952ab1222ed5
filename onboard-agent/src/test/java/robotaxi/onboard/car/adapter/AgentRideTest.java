package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.BookmarkMoment;
import robotaxi.contracts.command.v1.CancelCommand;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.Preconditions;
import robotaxi.contracts.command.v1.UnlockDoors;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.PassengerAct;

/** The whole agent between a gateway with real TLS and a world with real gRPC: one ride, a hard brake, a restart. */
class AgentRideTest extends AgentUnderTest {
    private boolean passenger(PassengerAct act) {
        return gateway.uplinks.stream()
                .anyMatch(up -> up.getEvent().getPassenger().getAct() == act);
    }

    private List<CommandState> states(String commandId) {
        return gateway.uplinks.stream()
                .filter(Uplink::hasCommandReport)
                .map(Uplink::getCommandReport)
                .filter(report -> report.getCommandId().equals(commandId))
                .map(report -> report.getState())
                .toList();
    }

    @Test
    void aRideFromPickUpToDropOffWithAHardBrakeOnTheWay() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_PICKUP, 0, 60));
            until("pick-up reached", world, () -> reached("m1", MissionState.MISSION_STATE_ARRIVED));
            // The world runs in real time: a control tick that comes late on a busy machine moves the stop by a metre
            // or two.
            assertThat(world.x()).isBetween(57.0, 63.5);
            assertThat(world.wish().getDoorsLocked()).isTrue();

            gateway.send(
                    "dispatch",
                    Command.newBuilder()
                            .setCommandId("unlock")
                            .setVehicleId("car-01")
                            .setNotAfter(soon())
                            .setUnlockDoors(UnlockDoors.newBuilder().setRideId("ride-1")));
            until("boarded", world, () -> passenger(PassengerAct.PASSENGER_ACT_BOARDED));
            gateway.send("dispatch", start("m2", MissionPurpose.MISSION_PURPOSE_DROPOFF, 60, 160));
            until("half way", world, () -> world.x() > 100);
            world.brakesHard = true;
            until("hard brake", world, () -> gateway.uplinks.stream().anyMatch(this::isHardBrake));
            world.brakesHard = false;
            until("alighted", world, () -> passenger(PassengerAct.PASSENGER_ACT_ALIGHTED));
            until("telemetry", world, () -> gateway.uplinks.stream().anyMatch(Uplink::hasTelemetry));
            Path clips = folder.resolve("state/car-01/clips");
            until("clip on disk", world, () -> clips.toFile().list((_, name) -> name.endsWith(".mcap")).length > 0);
        }

        assertThat(gateway.tokens).containsExactly("token-1");
        for (String id : List.of("command-m1", "command-m2", "unlock")) {
            assertThat(states(id))
                    .containsExactly(
                            CommandState.COMMAND_STATE_RECEIVED,
                            CommandState.COMMAND_STATE_ACCEPTED,
                            CommandState.COMMAND_STATE_EXECUTING,
                            CommandState.COMMAND_STATE_SUCCEEDED);
        }
        for (Lane lane : List.of(Lane.LANE_EVENT, Lane.LANE_COMMAND, Lane.LANE_SAFETY)) {
            List<Long> sequences = gateway.uplinks.stream()
                    .filter(up -> up.getLane() == lane)
                    .map(Uplink::getSequence)
                    .toList();
            assertThat(sequences).isSorted().doesNotHaveDuplicates().startsWith(1L);
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("state/car-01/identity/identity.pem")))
                .hasSize(2);
    }

    @Test
    void aMissionIsSupersededAndTheNextOneTakenBack() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 200));
            until("under way", world, () -> reached("m1", MissionState.MISSION_STATE_UNDER_WAY));
            gateway.send(
                    "dispatch",
                    start("m2", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 300)
                            .setSupersedes("command-m1"));
            until("next under way", world, () -> reached("m2", MissionState.MISSION_STATE_UNDER_WAY) && world.x() > 5);
            gateway.send(
                    "dispatch",
                    Command.newBuilder()
                            .setCommandId("take-back")
                            .setVehicleId("car-01")
                            .setNotAfter(soon())
                            .setCancelCommand(CancelCommand.newBuilder().setTargetCommandId("command-m2")));
            until("stopped", world, () -> states("take-back").contains(CommandState.COMMAND_STATE_SUCCEEDED));
        }

        assertThat(states("command-m1")).endsWith(CommandState.COMMAND_STATE_SUPERSEDED);
        assertThat(states("command-m2")).endsWith(CommandState.COMMAND_STATE_CANCELLED);
        assertThat(reached("m2", MissionState.MISSION_STATE_CANCELLED)).isTrue();
    }

    @Test
    void anEmergencyVehicleIsWorthKeepingOnAMissionAlone() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            world.ambulance = true;
            for (int tick = 0; tick < 20; tick++) {
                world.tick();
            }
            world.ambulance = false;
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 300));
            until("on its way", world, () -> world.x() > 10);
            assertThat(emergencyVehicles()).as("the car had no mission").isZero();
            world.ambulance = true;
            until("kept", world, () -> emergencyVehicles() > 0);
        }
        assertThat(emergencyVehicles()).isOne();
    }

    private long emergencyVehicles() {
        return gateway.uplinks.stream()
                .filter(up -> up.getSafety().getKind() == SafetyKind.SAFETY_KIND_EMERGENCY_VEHICLE)
                .count();
    }

    @Test
    void aPersonMayAskForARecordingOfNow() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 300));
            until("on its way", world, () -> world.x() > 10);
            gateway.send(
                    "gateway",
                    Command.newBuilder()
                            .setCommandId("bookmark")
                            .setVehicleId("car-01")
                            .setNotAfter(soon())
                            .setBookmarkMoment(BookmarkMoment.newBuilder().setReason("look at this bend")));
            until("marked", world, () -> gateway.uplinks.stream().anyMatch(AgentRideTest::isBookmark));
            until("done", world, () -> states("bookmark").contains(CommandState.COMMAND_STATE_SUCCEEDED));
        }
        // Its own, or that of a moment just before, which it joined (decision 43).
        try (var clips = Files.list(folder.resolve("state/car-01/clips"))) {
            assertThat(clips.filter(file -> file.toString().endsWith(".mcap")))
                    .anyMatch(file -> file.toFile().length() > 0);
        }
    }

    private static boolean isBookmark(Uplink up) {
        var event = up.getSafety();
        return event.getKind() == SafetyKind.SAFETY_KIND_BOOKMARK
                && event.getDetail().equals("look at this bend")
                && event.getKeyFramesCount() == 1
                && event.getChosenPlan().getXMetresCount() == 64
                && !event.getReasoning().isEmpty();
    }

    private boolean isHardBrake(Uplink up) {
        return up.getSafety().getKind() == SafetyKind.SAFETY_KIND_HARD_BRAKE
                && up.getSafety().getKeyFramesCount() == 1
                && up.getSafety().getClipFollows();
    }

    @Test
    void anActivationWaitsForAChargedCar() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send(
                    "ota",
                    activate("low", Preconditions.newBuilder().setEmpty(true).setLeastChargePercent(81)));
            until("refused for its charge", world, () -> refusal("low").equals("command.precondition-failed"));
            gateway.send(
                    "ota",
                    activate("full", Preconditions.newBuilder().setEmpty(true).setLeastChargePercent(80)));
            until("past its preconditions", world, () -> refusal("full").startsWith("update."));
        }
    }

    private String refusal(String id) {
        return gateway.uplinks.stream()
                .map(Uplink::getCommandReport)
                .filter(report -> report.getCommandId().equals("command-" + id))
                .filter(report -> report.getState() == CommandState.COMMAND_STATE_REJECTED)
                .map(report -> report.getCode())
                .findFirst()
                .orElse("");
    }

    private static Command.Builder activate(String id, Preconditions.Builder preconditions) {
        return Command.newBuilder()
                .setCommandId("command-" + id)
                .setVehicleId("car-01")
                .setNotAfter(soon())
                .setPreconditions(preconditions)
                .setActivateRelease(ActivateRelease.newBuilder()
                        .setReleaseId("not-staged@1")
                        .setReservationFence(1));
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAndTheMissionGoesOnAfterARestart() throws Exception {
        gateway.holdAcks();
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 80));
            until("under way", world, () -> reached("m1", MissionState.MISSION_STATE_UNDER_WAY));
        }
        gateway.uplinks.clear();
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("arrived", world, () -> reached("m1", MissionState.MISSION_STATE_ARRIVED));
            until("succeeded", world, () -> states("command-m1").contains(CommandState.COMMAND_STATE_SUCCEEDED));
        }

        assertThat(reached("m1", MissionState.MISSION_STATE_UNDER_WAY)).isTrue();
        assertThat(gateway.tokens).hasSize(1);
        assertThat(gateway.hellos.getLast().getBootEpoch()).isEqualTo(2);
    }
}
