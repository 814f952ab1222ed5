package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.assistance.v1.AssistKind;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.LookAtDirector;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.onboard.update.adapter.Packages;

/** The whole agent and a director with real TLS: the release that drives may not do so any more. */
class AgentPermissionTest extends AgentUnderTest {
    private static final String SHIPPED = "city-reflex@1.0.0";
    private static final String OTHER = "city-reflex@1.1.0";

    private FakeUpdateService ota;

    @BeforeEach
    void serve() throws Exception {
        byte[] zip = Files.readAllBytes(Packages.write(folder.resolve("package.zip"), "1.1.0"));
        ota = new FakeUpdateService(gateway, OTHER, zip);
    }

    @AfterEach
    void stop() {
        ota.close();
    }

    private AgentProcess agent(Duration poll) throws Exception {
        return AgentProcess.start(config("token-1", ota.url(), ota.settings(folder, poll)));
    }

    private static Command.Builder empty(String id) {
        return start(id, MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 400);
    }

    private boolean isRefused(String commandId) {
        return ended(commandId, CommandState.COMMAND_STATE_REJECTED, "permission.withdrawn");
    }

    /** The switch is told as done a moment before the car takes missions again. */
    private void takesAMission(FakeWorld world) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        gateway.send("dispatch", empty("again-0"));
        until("it takes a mission", world, () -> {
            if (ended("command-again-" + tries, CommandState.COMMAND_STATE_REJECTED, "update.activating")) {
                gateway.send("dispatch", empty("again-" + tries.incrementAndGet()));
            }
            return ended("command-again-" + tries, CommandState.COMMAND_STATE_EXECUTING, "");
        });
    }

    @Test
    void aCarThatDrivesPullsOverAsSoonAsItIsToldToLookAndKnowsItAfterARestartUntilAnotherReleaseDrives()
            throws Exception {
        String before;
        try (AgentProcess agent = agent(Duration.ofMinutes(5));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("dispatch", empty("m1"));
            until("it drives", world, () -> world.x() > 30);
            ota.stopDriving(SHIPPED);
            gateway.send("ota", order("look").setLookAtDirector(LookAtDirector.getDefaultInstance()));
            until("it has heard", world, () -> ended("look", CommandState.COMMAND_STATE_SUCCEEDED, ""));
            until("it stands and asks", world, () -> hasAsked(AssistKind.ASSIST_KIND_NOT_PERMITTED));

            before = question().orElseThrow().getRequestId();
            assertThat(world.x()).isBetween(30.0, 300.0);
            assertThat(world.wish().getHazardLights()).isTrue();
            gateway.send("dispatch", empty("m2"));
            until("no mission", world, () -> isRefused("command-m2"));
        }
        gateway.uplinks.clear();
        ota.isSilent(true);

        try (AgentProcess agent = agent(Duration.ofMillis(500));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up again", world, () -> gateway.hellos.size() == 4);
            gateway.send("dispatch", start("m3", MissionPurpose.MISSION_PURPOSE_PICKUP, 0, 400));
            until("no rider", world, () -> isRefused("command-m3"));
            until(
                    "it asks again",
                    world,
                    () -> hasAsked(AssistKind.ASSIST_KIND_NOT_PERMITTED)
                            && !question().orElseThrow().getRequestId().equals(before));
            assertThat(world.x()).as("a world of its own").isZero();

            ota.isSilent(false);
            ota.offer("rollout-1");
            until("the way out lies ready", world, () -> slots().contains("\"staged\""));
            answer("end", "stop");
            until(
                    "a person ends the trip",
                    world,
                    () -> ended("command-m1", CommandState.COMMAND_STATE_FAILED, "assistance.pulled-over"));
            gateway.send(
                    "ota",
                    order("switch")
                            .setActivateRelease(ActivateRelease.newBuilder()
                                    .setRolloutId("rollout-1")
                                    .setReleaseId(OTHER)
                                    .setReservationFence(1)));
            until("another drives", world, () -> ended("switch", CommandState.COMMAND_STATE_SUCCEEDED, ""));
            takesAMission(world);
            assertThat(world.x()).isZero();
            letItGoUntilItDrives(world, 30);
        }
        assertThat(drivingRecord()).contains("permission.withdrawn");
    }

    @Test
    void whoSitsInTheCarIsNotRefusedButTheCarStandsAndAsks() throws Exception {
        ota.stopDriving(SHIPPED);
        ota.isSilent(true);
        try (AgentProcess agent = agent(Duration.ofMinutes(5));
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> gateway.hellos.size() == 2);
            gateway.send("ota", order("look").setLookAtDirector(LookAtDirector.getDefaultInstance()));
            until("it asks in vain", world, () -> !ota.asked.isEmpty());
            ota.isSilent(false);
            until("it asks once more", world, () -> ended("look", CommandState.COMMAND_STATE_SUCCEEDED, ""));
            gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_DROPOFF, 0, 400));
            until("it asks", world, () -> hasAsked(AssistKind.ASSIST_KIND_NOT_PERMITTED));
            assertThat(world.x()).isZero();
            assertThat(ended("command-m1", CommandState.COMMAND_STATE_EXECUTING, ""))
                    .isTrue();
        }
    }
}
