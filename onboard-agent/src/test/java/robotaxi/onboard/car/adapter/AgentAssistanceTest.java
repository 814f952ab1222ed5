package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import robotaxi.contracts.assistance.v1.AssistEnd;
import robotaxi.contracts.assistance.v1.AssistKind;
import robotaxi.contracts.assistance.v1.AssistOption;
import robotaxi.contracts.assistance.v1.AssistOutcome;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistRequest;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.MissionPurpose;

/** The whole agent behind a parked vehicle: what it asks, whose advice it takes, and that the advice gets it on. */
class AgentAssistanceTest extends AgentUnderTest {
    private static final double NEAR_METRES = 30;

    /** Sends the car off, and waits until it stands behind a parked vehicle and asks. */
    private AssistReport stoppedByAParkedVehicle(FakeWorld world) throws Exception {
        world.parkedAt = 60;
        until("the link is up", world, () -> gateway.hellos.size() == 2);
        gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 200));
        until(
                "the car asks",
                world,
                () -> world.x() > NEAR_METRES && world.stands() && question().isPresent());
        return question().orElseThrow();
    }

    private boolean judged(String commandId, AssistOutcome outcome, String code) {
        return said().stream()
                .anyMatch(report -> report.getVerdict().getCommandId().equals(commandId)
                        && report.getVerdict().getOutcome() == outcome
                        && report.getVerdict().getCode().equals(code));
    }

    private boolean ended(String commandId, CommandState state) {
        return reports(commandId).stream().anyMatch(report -> report.getState() == state);
    }

    @Test
    void theCarAsksRefusesWhatIsNotForItAndPassesAsAdvised() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            AssistReport asked = stoppedByAParkedVehicle(world);
            AssistRequest request = asked.getRequest();
            double stood = world.x();

            assertThat(request.getKind()).isEqualTo(AssistKind.ASSIST_KIND_BLOCKED);
            assertThat(request.getScene().getOptionsList())
                    .extracting(AssistOption::getOptionId)
                    .contains("left", "wait", "stop");
            assertThat(request.getScene().getKeyFramesList()).isNotEmpty();
            until(
                    "pictures come while it waits",
                    world,
                    () -> said().stream().filter(AssistReport::hasScene).count() >= 2);
            assertThat(world.wish().getHazardLights()).isTrue();

            String scene = request.getScene().getSceneId();
            gateway.send("dispatch", advice("not-theirs", asked, scene, "left"));
            until("dispatch may not advise", world, () -> ended("not-theirs", CommandState.COMMAND_STATE_REJECTED));
            gateway.send("incident", advice("stale", asked, scene + "x", "left"));
            until(
                    "another scene",
                    world,
                    () -> judged("stale", AssistOutcome.ASSIST_OUTCOME_REFUSED, "assistance.stale-scene"));
            gateway.send("incident", advice("good", asked, scene, "left"));
            until("accepted", world, () -> judged("good", AssistOutcome.ASSIST_OUTCOME_ACCEPTED, ""));
            gateway.send("incident", advice("again", asked, scene, "left"));
            until(
                    "one advice once",
                    world,
                    () -> said().stream()
                            .anyMatch(
                                    report -> report.getVerdict().getCommandId().equals("again")));
            until("it drives past", world, () -> world.x() > 75);
            assertThat(stood).isLessThan(60 - 2.2 - 3.8);
            until("it arrives", world, () -> ended("command-m1", CommandState.COMMAND_STATE_SUCCEEDED));
        }

        assertThat(judged("again", AssistOutcome.ASSIST_OUTCOME_ACCEPTED, "")).isFalse();
        assertThat(said()).anyMatch(report -> report.getClosed().getEnd() == AssistEnd.ASSIST_END_MOVED_ON);
    }

    @Test
    void aClosedLaneEndsTheMissionWhereTheCarStands() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config("token-1"));
                FakeWorld world = new FakeWorld(agent.port())) {
            AssistReport asked = stoppedByAParkedVehicle(world);
            gateway.send(
                    "incident",
                    advice("closed", asked, asked.getRequest().getScene().getSceneId(), "closed"));
            until("the mission ends", world, () -> ended("command-m1", CommandState.COMMAND_STATE_FAILED));
        }

        assertThat(judged("closed", AssistOutcome.ASSIST_OUTCOME_ACCEPTED, "")).isTrue();
    }
}
