package robotaxi.onboard.command.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.command.v1.Preconditions;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.command.v1.UnlockDoors;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.onboard.mission.Answer;

class CommandDeskTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final List<CommandReport> reports = new ArrayList<>();
    private final Effects effects = new Effects();

    private CommandDesk desk() throws IOException {
        return new CommandDesk("car-01", folder.resolve("commands"), effects, reports::add, () -> NOW);
    }

    private static Command.Builder command(String id) {
        return Command.newBuilder()
                .setCommandId(id)
                .setVehicleId("car-01")
                .setSequence(5)
                .setNotAfter(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() + 10))
                .setStartMission(StartMission.newBuilder().setMissionId("m1"));
    }

    private List<CommandState> states() {
        return reports.stream().map(CommandReport::getState).toList();
    }

    @Test
    void aGoodOrderIsReceivedAcceptedAndBegun() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").build());
            desk.end("c1", CommandState.COMMAND_STATE_SUCCEEDED, "", "");
        }

        assertThat(states())
                .containsExactly(
                        CommandState.COMMAND_STATE_RECEIVED,
                        CommandState.COMMAND_STATE_ACCEPTED,
                        CommandState.COMMAND_STATE_EXECUTING,
                        CommandState.COMMAND_STATE_SUCCEEDED);
    }

    @Test
    void theSameOrderTwiceHasOneEffectAlsoAfterARestart() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").build());
        }
        reports.clear();
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").build());
            assertThat(desk.lastSequence()).isEqualTo(5);
            assertThat(desk.open()).hasSize(1);
        }

        assertThat(effects.started).isEqualTo(1);
        assertThat(states()).containsExactly(CommandState.COMMAND_STATE_EXECUTING);
    }

    @Test
    void anOrderAfterItsDeadlineExpires() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1")
                    .setNotAfter(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() - 1))
                    .build());
        }

        assertThat(states()).containsExactly(CommandState.COMMAND_STATE_RECEIVED, CommandState.COMMAND_STATE_EXPIRED);
        assertThat(effects.started).isZero();
    }

    @Test
    void anUnmetPreconditionAndARefusalAreRejections() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1")
                    .setPreconditions(Preconditions.newBuilder().setStandingStill(true))
                    .build());
            desk.take(command("c2")
                    .setActivateRelease(ActivateRelease.newBuilder())
                    .build());
        }

        assertThat(reports.stream().map(CommandReport::getCode).filter(code -> !code.isEmpty()))
                .containsExactly("command.precondition-failed", "update.mission-under-way");
    }

    @Test
    void anEndIsSaidOnce() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").build());
            desk.end("c1", CommandState.COMMAND_STATE_SUPERSEDED, "", "");
            desk.end("c1", CommandState.COMMAND_STATE_SUCCEEDED, "", "");
            assertThat(desk.open()).isEmpty();
        }

        assertThat(states()).endsWith(CommandState.COMMAND_STATE_SUPERSEDED);
    }

    /** A car that moves, takes missions and refuses activations. */
    private static final class Effects implements CommandEffects {
        private int started;

        @Override
        public String unmet(Preconditions preconditions) {
            return preconditions.getStandingStill() ? "the car moves" : "";
        }

        @Override
        public Answer startMission(Command command, StartMission order) {
            started++;
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer unlockDoors(Command command, UnlockDoors order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer cancelMission(Command command, CancelMission order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer installRelease(Command command, InstallRelease order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer activateRelease(Command command, ActivateRelease order) {
            return new Answer.Refused("update.mission-under-way", "a mission is under way");
        }

        @Override
        public void tell(Answer.Taken taken) {}
    }
}
