package robotaxi.onboard.command.adapter;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.signing.SignatureRefusal;
import robotaxi.onboard.command.CommandMemory;
import robotaxi.onboard.mission.Answer;

/**
 * Takes orders: of those who may give them, once each, never after their deadline, and only when the car can. All its methods run on the car's
 * mailbox, so that nothing comes between the end of an order and the beginning of the one that takes its place.
 */
public final class CommandDesk implements Closeable {
    private static final System.Logger LOG = System.getLogger(CommandDesk.class.getName());

    /** The sender's clock may be ahead of the car's by so much. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final String vehicleId;
    private final CommandJournal journal;
    private final CommandEffects effects;
    private final Consumer<CommandReport> reports;
    private final Signatures signatures;
    private final InstantSource clock;
    private final Duration longestDeadline;

    /** Whose orders the car obeys. */
    public interface Signatures {
        /** Empty if the order may be carried out, else why not. */
        Optional<SignatureRefusal> refuse(Command command);
    }

    /**
     * Opens the journal of a car.
     *
     * @param signatures asked of each order before anything else in it is looked at
     * @param longestDeadline how far ahead an order's deadline may lie, by this clock
     */
    public CommandDesk(
            String vehicleId,
            Path journal,
            CommandEffects effects,
            Consumer<CommandReport> reports,
            Signatures signatures,
            InstantSource clock,
            Duration longestDeadline)
            throws IOException {
        this.vehicleId = vehicleId;
        this.journal = new CommandJournal(journal);
        this.effects = effects;
        this.reports = reports;
        this.signatures = signatures;
        this.clock = clock;
        this.longestDeadline = longestDeadline;
    }

    /** Takes one order. Orders are handed in one at a time. */
    public void take(Command command) {
        var known = journal.memory().find(command.getCommandId());
        if (known.isPresent()) {
            repeat(command.getCommandId(), known.get());
            return;
        }
        journal.store(command);
        report(command, CommandState.COMMAND_STATE_RECEIVED, "", "");
        judge(command);
    }

    /** Takes an order up again whose effect may not have begun when the agent stopped. */
    public void takeUp(Command command) {
        judge(command);
    }

    private void judge(Command command) {
        Optional<SignatureRefusal> forged = signatures.refuse(command);
        if (forged.isPresent()) {
            String code = forged.get().code();
            report(
                    command,
                    CommandState.COMMAND_STATE_REJECTED,
                    code,
                    forged.get().detail());
            return;
        }
        if (!command.getVehicleId().equals(vehicleId)) {
            report(command, CommandState.COMMAND_STATE_REJECTED, "command.other-vehicle", "meant for another car");
            return;
        }
        if (!command.hasNotAfter()) {
            report(command, CommandState.COMMAND_STATE_REJECTED, "command.no-deadline", "an order needs a deadline");
            return;
        }
        Instant now = clock.instant();
        if (ProtoTime.of(command.getNotAfter()).isBefore(now)) {
            report(command, CommandState.COMMAND_STATE_EXPIRED, "command.expired", "the deadline has passed");
            return;
        }
        if (ProtoTime.of(command.getNotAfter())
                .isAfter(now.plus(longestDeadline).plus(CLOCK_TOLERANCE))) {
            report(
                    command,
                    CommandState.COMMAND_STATE_REJECTED,
                    "command.deadline-too-far",
                    "the deadline lies more than " + longestDeadline + " ahead");
            return;
        }
        String unmet = effects.unmet(command.getPreconditions());
        if (!unmet.isEmpty()) {
            report(command, CommandState.COMMAND_STATE_REJECTED, "command.precondition-failed", unmet);
            return;
        }
        Optional<Command> older = journal.open(command.getSupersedes());
        if (older.isPresent() && !(isMission(older.get()) && isMission(command))) {
            report(
                    command,
                    CommandState.COMMAND_STATE_REJECTED,
                    "command.cannot-be-superseded",
                    "only a mission gives way, and only to a mission");
            return;
        }
        switch (carryOut(command)) {
            case Answer.Refused no -> report(command, CommandState.COMMAND_STATE_REJECTED, no.code(), no.detail());
            case Answer.Taken taken -> {
                older.ifPresent(old -> report(
                        old,
                        CommandState.COMMAND_STATE_SUPERSEDED,
                        "command.superseded",
                        "replaced by " + command.getCommandId()));
                report(command, CommandState.COMMAND_STATE_ACCEPTED, "", "");
                report(command, CommandState.COMMAND_STATE_EXECUTING, "", "");
                effects.tell(taken);
            }
        }
    }

    private static boolean isMission(Command command) {
        return command.getBodyCase() == Command.BodyCase.START_MISSION;
    }

    private Answer takeBack(Command command) {
        String target = command.getCancelCommand().getTargetCommandId();
        Optional<Command> open = journal.open(target);
        if (open.isPresent()) {
            return effects.takeBack(command, open.get());
        }
        return journal.memory().find(target).isPresent()
                ? new Answer.Refused("command.already-over", "that order has ended")
                : new Answer.Refused("command.unknown", "that order is not known here");
    }

    private Answer carryOut(Command command) {
        return switch (command.getBodyCase()) {
            case START_MISSION -> effects.startMission(command, command.getStartMission());
            case UNLOCK_DOORS -> effects.unlockDoors(command, command.getUnlockDoors());
            case SIGNAL_PRESENCE -> effects.signalPresence(command, command.getSignalPresence());
            case BOOKMARK_MOMENT -> effects.bookmarkMoment(command, command.getBookmarkMoment());
            case CANCEL_MISSION -> effects.cancelMission(command, command.getCancelMission());
            case CANCEL_COMMAND -> takeBack(command);
            case INSTALL_RELEASE -> effects.installRelease(command, command.getInstallRelease());
            case ACTIVATE_RELEASE -> effects.activateRelease(command, command.getActivateRelease());
            case GIVE_ADVICE -> effects.giveAdvice(command, command.getGiveAdvice());
            case SHOW_VIEW -> effects.showView(command, command.getShowView());
            case LOOK_AT_DIRECTOR -> effects.lookAtDirector(command);
            case SET_OPERATING_AREA -> effects.setOperatingArea(command, command.getSetOperatingArea());
            case STOP_NOW, PULL_OVER, AVOID_AREA, END_EMERGENCY -> effects.emergency(command);
            case BODY_NOT_SET -> new Answer.Refused("command.unknown-body", "this agent does not know the order");
        };
    }

    private void repeat(String commandId, CommandMemory.Remembered known) {
        reports.accept(CommandReport.newBuilder()
                .setCommandId(commandId)
                .setSequence(known.sequence())
                .setStateValue(known.state())
                .setCode(known.code())
                .setDetail(known.detail())
                .build());
    }

    private void report(Command command, CommandState state, String code, String detail) {
        say(CommandReport.newBuilder()
                .setCommandId(command.getCommandId())
                .setSequence(command.getSequence())
                .setState(state)
                .setCode(code)
                .setDetail(detail)
                .build());
    }

    private void say(CommandReport report) {
        journal.store(report);
        reports.accept(report);
        LOG.log(
                Level.INFO,
                () -> "Command moved vehicleId=" + vehicleId + " commandId=" + report.getCommandId() + " state="
                        + report.getState() + " code=" + report.getCode());
    }

    /** Reports the end of an order that was taken before; a second end is not said. */
    public void end(String commandId, CommandState state, String code, String detail) {
        var known = journal.memory().find(commandId);
        if (known.isEmpty()
                || CommandJournal.isFinal(CommandState.forNumber(known.get().state()))) {
            return;
        }
        say(CommandReport.newBuilder()
                .setCommandId(commandId)
                .setSequence(known.get().sequence())
                .setState(state)
                .setCode(code)
                .setDetail(detail)
                .build());
    }

    /** Orders without an end, as they were when the agent stopped. */
    public List<Command> open() {
        return journal.open();
    }

    /** Highest command sequence stored. */
    public long lastSequence() {
        return journal.memory().lastSequence();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
