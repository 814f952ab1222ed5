package robotaxi.onboard.command.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.command.v1.ActivateRelease;
import robotaxi.contracts.command.v1.BookmarkMoment;
import robotaxi.contracts.command.v1.CancelCommand;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.contracts.command.v1.InstallRelease;
import robotaxi.contracts.command.v1.Preconditions;
import robotaxi.contracts.command.v1.SetOperatingArea;
import robotaxi.contracts.command.v1.ShowView;
import robotaxi.contracts.command.v1.SignalPresence;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.command.v1.UnlockDoors;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.signing.SignatureRefusal;
import robotaxi.contracts.signing.SignatureRefusal.Reason;
import robotaxi.onboard.mission.Answer;

class CommandDeskTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final List<CommandReport> reports = new ArrayList<>();
    private final Effects effects = new Effects();
    private final Set<String> forged = new HashSet<>();

    private CommandDesk desk() throws IOException {
        return new CommandDesk(
                "car-01",
                folder.resolve("commands"),
                effects,
                reports::add,
                order -> forged.contains(order.getCommandId())
                        ? Optional.of(new SignatureRefusal(Reason.BAD_SIGNATURE, "forged"))
                        : Optional.empty(),
                () -> NOW,
                Duration.ofHours(24));
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
    void aForgedOrderIsRejectedBeforeAnythingElseOfItIsLookedAt() throws IOException {
        forged.add("c1");
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").setVehicleId("car-02").clearNotAfter().build());
            desk.takeUp(command("c1").build());
        }

        assertThat(reports.stream().map(CommandReport::getCode).filter(code -> !code.isEmpty()))
                .containsExactly("command.bad-signature", "command.bad-signature");
        assertThat(effects.started).isZero();
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
    void anOrderWithoutADeadlineOrWithAFarOneIsRejected() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").clearNotAfter().build());
            desk.take(command("c2")
                    .setNotAfter(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() + 24 * 3600 + 61))
                    .build());
            desk.take(command("c3")
                    .setNotAfter(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                    .build());
            assertThat(effects.started).isZero();
            desk.take(command("c4")
                    .setNotAfter(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() + 24 * 3600 + 60))
                    .build());
        }

        assertThat(effects.started).isEqualTo(1);
        assertThat(reports.stream().map(CommandReport::getCode).filter(code -> !code.isEmpty()))
                .containsExactly("command.no-deadline", "command.deadline-too-far", "command.deadline-too-far");
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

    @Test
    void aMissionGivesWayToTheOneThatSupersedesItAndItsEndComesFirst() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").build());
            reports.clear();
            desk.take(command("c2").setSequence(6).setSupersedes("c1").build());
            desk.end("c1", CommandState.COMMAND_STATE_SUPERSEDED, "", "as the mission desk says too");
            assertThat(desk.open()).extracting(Command::getCommandId).containsExactly("c2");
        }

        assertThat(reports)
                .extracting(report -> report.getCommandId() + " " + report.getState())
                .containsExactly(
                        "c2 COMMAND_STATE_RECEIVED",
                        "c1 COMMAND_STATE_SUPERSEDED",
                        "c2 COMMAND_STATE_ACCEPTED",
                        "c2 COMMAND_STATE_EXECUTING");
    }

    @Test
    void whatCannotGiveWayGoesOnAndTheNewerOrderIsRejected() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(
                    command("c1").setInstallRelease(InstallRelease.newBuilder()).build());
            desk.take(command("c2").setSupersedes("c1").build());
            assertThat(desk.open()).extracting(Command::getCommandId).containsExactly("c1");
        }

        assertThat(reports.getLast().getCode()).isEqualTo("command.cannot-be-superseded");
        assertThat(effects.started).isZero();
    }

    @Test
    void anOrderThatIsOverIsNoHindranceToTheOneThatSupersedesIt() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").build());
            desk.end("c1", CommandState.COMMAND_STATE_SUCCEEDED, "", "");
            desk.take(command("c2").setSupersedes("c1").build());
        }

        assertThat(states().getLast()).isEqualTo(CommandState.COMMAND_STATE_EXECUTING);
        assertThat(states()).doesNotContain(CommandState.COMMAND_STATE_SUPERSEDED);
    }

    @Test
    void anOpenOrderIsTakenBackAndNeitherAnUnknownNorAnEndedOne() throws IOException {
        try (CommandDesk desk = desk()) {
            desk.take(command("c1").build());
            desk.take(cancellation("x1", "c1"));
            desk.end("c1", CommandState.COMMAND_STATE_CANCELLED, "", "");
            desk.take(cancellation("x2", "c1"));
            desk.take(cancellation("x3", "nobody"));
        }

        assertThat(effects.takenBack).containsExactly("c1");
        assertThat(reports.stream().map(CommandReport::getCode).filter(code -> !code.isEmpty()))
                .containsExactly("command.already-over", "command.unknown");
    }

    private static Command cancellation(String id, String target) {
        return command(id)
                .setCancelCommand(CancelCommand.newBuilder().setTargetCommandId(target))
                .build();
    }

    /** A car that moves, takes missions and refuses activations. */
    private static final class Effects implements CommandEffects {
        private final List<String> takenBack = new ArrayList<>();
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
        public Answer signalPresence(Command command, SignalPresence order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer bookmarkMoment(Command command, BookmarkMoment order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer cancelMission(Command command, CancelMission order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer takeBack(Command command, Command target) {
            takenBack.add(target.getCommandId());
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
        public Answer lookAtDirector(Command command) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer giveAdvice(Command command, GiveAdvice order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer showView(Command command, ShowView order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer setOperatingArea(Command command, SetOperatingArea order) {
            return new Answer.Taken(List.of());
        }

        @Override
        public Answer emergency(Command command) {
            return new Answer.Taken(List.of());
        }

        @Override
        public void tell(Answer.Taken taken) {}
    }
}
