package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.assistance.v1.AssistEnd;
import robotaxi.contracts.assistance.v1.AssistKind;
import robotaxi.contracts.assistance.v1.AssistOption;
import robotaxi.contracts.assistance.v1.AssistOutcome;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistRequest;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;

/** The whole agent behind a parked vehicle: what it asks, whose advice it takes, and that the advice gets it on. */
class AgentAssistanceTest extends AgentUnderTest {
    private static final double NEAR_METRES = 30;

    private List<AssistReport> said() {
        return gateway.uplinks.stream()
                .filter(up -> up.getLane() == Lane.LANE_ASSIST)
                .map(Uplink::getAssistance)
                .toList();
    }

    /** The one that is open: on its way to the parked vehicle a car on a busy machine may stand, ask, and go on by itself. */
    private Optional<AssistReport> question() {
        Set<String> over = said().stream()
                .filter(AssistReport::hasClosed)
                .map(AssistReport::getRequestId)
                .collect(Collectors.toSet());
        return said().stream()
                .filter(report -> report.hasRequest() && !over.contains(report.getRequestId()))
                .findFirst();
    }

    /** Sends the car off, and waits until it stands behind a parked vehicle and asks. */
    private AssistReport stoppedByAParkedVehicle(FakeWorld world) throws Exception {
        world.parkedAt = 60;
        until("the link is up", world, () -> gateway.hellos.size() == 2);
        gateway.send("dispatch", start("m1", MissionPurpose.MISSION_PURPOSE_REPOSITION, 0, 200));
        until("the car asks", world, () -> world.x() > NEAR_METRES && question().isPresent());
        return question().orElseThrow();
    }

    private boolean judged(String commandId, AssistOutcome outcome, String code) {
        return said().stream()
                .anyMatch(report -> report.getVerdict().getCommandId().equals(commandId)
                        && report.getVerdict().getOutcome() == outcome
                        && report.getVerdict().getCode().equals(code));
    }

    private boolean ended(String commandId, CommandState state) {
        return gateway.uplinks.stream()
                .map(Uplink::getCommandReport)
                .anyMatch(report -> report.getCommandId().equals(commandId) && report.getState() == state);
    }

    private static Command.Builder advice(String id, AssistReport question, String scene, String option) {
        return Command.newBuilder()
                .setCommandId(id)
                .setVehicleId("car-01")
                .setNotAfter(Timestamp.newBuilder()
                        .setSeconds(Instant.now().plusSeconds(5).getEpochSecond()))
                .setGiveAdvice(GiveAdvice.newBuilder()
                        .setRequestId(question.getRequestId())
                        .setSceneId(scene)
                        .setOptionId(option));
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
