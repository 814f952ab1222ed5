package robotaxi.gateway.command.adapter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.SignatureRefusal;
import robotaxi.gateway.command.CommandState;
import robotaxi.gateway.command.DeadlineRule;
import robotaxi.gateway.link.adapter.Session;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.outbox.Outbox;

/**
 * What becomes of commands in one transaction: read by a few statements before, changed here in memory one after the other,
 * written by a few statements after. Nothing of it is true, and nothing is sent, before the commit.
 */
final class LedgerTransaction {
    private static final String CANCELLATION = CommandRow.kind(Command.BodyCase.CANCEL_COMMAND);

    private final CommandTable table;
    private final EmergencyBodies bodies;
    private final DeadlineRule deadlines;
    private final LinkedSessions sessions;
    private final Instant now;
    private final Map<String, CommandRow> rows = new HashMap<>();
    private final Map<String, List<CommandRow>> byCar = new HashMap<>();
    private final Map<String, CommandTable.Numbers> numbers = new HashMap<>();
    private final Map<String, Long> next = new HashMap<>();
    private final List<CommandRow> added = new ArrayList<>();
    private final Set<CommandRow> changed = new LinkedHashSet<>();
    private final List<CommandChange> changes = new ArrayList<>();
    private final List<Outbox.Event> events = new ArrayList<>();
    private final List<Audit.Entry> audits = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Set<String> calls = new HashSet<>();
    private boolean isWritten;
    private Map<String, List<String>> missing = new HashMap<>();

    LedgerTransaction(
            CommandTable table, EmergencyBodies bodies, DeadlineRule deadlines, LinkedSessions sessions, Instant now) {
        this.table = table;
        this.bodies = bodies;
        this.deadlines = deadlines;
        this.sessions = sessions;
        this.now = now;
    }

    /** A frame for a session, to be sent after the commit. */
    record Delivery(Command command, Session session) {}

    /** Locks and reads what several pieces of work need. */
    void begin(Collection<LedgerWork<?>> work) {
        Set<String> ids = new HashSet<>();
        Set<String> cars = new HashSet<>();
        work.forEach(each -> {
            ids.addAll(each.commandIds());
            cars.addAll(each.openOf());
        });
        (cars.isEmpty() ? table.lock(ids) : table.lock(ids, cars)).forEach(this::know);
        Map<String, Integer> wanted = new HashMap<>();
        Set<String> counted = new HashSet<>(rows.keySet());
        for (LedgerWork<?> each : work) {
            Command entry = each.entry();
            if (entry != null && counted.add(entry.getCommandId())) {
                wanted.merge(entry.getVehicleId(), 1, Integer::sum);
            }
        }
        if (!cars.isEmpty()) {
            missing = bodies.missing(cars, now);
            missing.forEach((car, emergencies) -> wanted.merge(car, emergencies.size(), Integer::sum));
        }
        number(wanted);
    }

    private void number(Map<String, Integer> wanted) {
        if (!wanted.isEmpty()) {
            numbers.putAll(table.number(wanted));
            wanted.forEach((car, count) -> {
                CommandTable.Numbers given = numbers.get(car);
                next.put(car, given == null ? 0 : given.last() - count + 1);
            });
        }
    }

    private void know(CommandRow row) {
        rows.put(row.id, row);
        byCar.computeIfAbsent(row.vehicleId, car -> new ArrayList<>()).add(row);
    }

    Instant now() {
        return now;
    }

    /** A command that was locked or added. */
    @Nullable
    CommandRow find(String id) {
        return rows.get(id);
    }

    /** Whether the car of an announced entry is there. */
    boolean isRegistered(String vehicleId) {
        return numbers.containsKey(vehicleId);
    }

    /** The command that is to take this one back and has not ended. */
    Optional<String> openCancellation(CommandRow target) {
        Optional<String> here = byCar.getOrDefault(target.vehicleId, List.of()).stream()
                .filter(row -> row.target.equals(target.id) && row.kind.equals(CANCELLATION) && !row.state.isFinal())
                .map(row -> row.id)
                .findFirst();
        return here.or(() -> table.openCancellations(target).stream()
                .filter(id -> !rows.containsKey(id))
                .findFirst());
    }

    /** Puts a command of our own into the ledger once. */
    CommandRow enter(Command command) {
        return enter(command, Optional.empty());
    }

    /**
     * Puts a command into the ledger once.
     *
     * @param forged why no car would take it, if none would
     */
    CommandRow enter(Command command, Optional<SignatureRefusal> forged) {
        CommandRow known = rows.get(command.getCommandId());
        if (known != null) {
            return known;
        }
        CommandRow row = add(command);
        if (row.sequence == 0) {
            move(row, CommandState.REJECTED, "vehicle.unknown", "There is no such vehicle", 0);
        } else if (forged.isPresent()) {
            String code = forged.get().code();
            move(row, CommandState.REJECTED, code, forged.get().detail(), 0);
        } else if (!endedByDeadline(row, "The deadline had passed on arrival", 0)
                && (command.getSupersedes().isEmpty() || superseded(command.getSupersedes(), row))) {
            hurry(row);
        }
        return row;
    }

    private CommandRow add(Command command) {
        long sequence = nextSequence(command.getVehicleId());
        return add(CommandRow.of(command.toBuilder().setSequence(sequence).build(), now));
    }

    private CommandRow add(CommandRow row) {
        know(row);
        added.add(row);
        return row;
    }

    /** The car's next number, or 0 if there is no such car. */
    private long nextSequence(String vehicleId) {
        CommandTable.Numbers given = numbers.get(vehicleId);
        long mine = next.getOrDefault(vehicleId, 0L);
        if (mine == 0 || given == null || mine > given.last()) {
            // Not asked for at the beginning: whoever cancels does not know the car by then.
            number(Map.of(vehicleId, 1));
            mine = next.getOrDefault(vehicleId, 0L);
        }
        next.put(vehicleId, mine + 1);
        return numbers.containsKey(vehicleId) ? mine : 0;
    }

    private boolean endedByDeadline(CommandRow row, String passed, long sessionEpoch) {
        DeadlineRule.Verdict verdict = deadlines.judge(row.notAfter, now);
        switch (verdict) {
            case GOOD -> {}
            case PASSED -> move(row, CommandState.EXPIRED, "command.expired", passed, sessionEpoch);
            case MISSING ->
                move(row, CommandState.REJECTED, "command.no-deadline", "A command needs a deadline", sessionEpoch);
            case TOO_FAR -> {
                String detail = "The deadline lies more than " + deadlines.longest() + " ahead";
                move(row, CommandState.REJECTED, "command.deadline-too-far", detail, sessionEpoch);
            }
        }
        return verdict != DeadlineRule.Verdict.GOOD;
    }

    /** One that was sent is superseded on the car, which alone knows how far it is. False if there is no such command. */
    private boolean superseded(String olderId, CommandRow newer) {
        CommandRow older = rows.get(olderId);
        if (older == null || !older.vehicleId.equals(newer.vehicleId)) {
            move(newer, CommandState.REJECTED, "command.supersedes-unknown", "The vehicle has no such command", 0);
            return false;
        }
        if (older.state == CommandState.QUEUED) {
            move(older, CommandState.SUPERSEDED, "command.superseded", "Replaced by " + newer.id, 0);
        }
        return true;
    }

    /** A car that is connected here gets it with this transaction; another gateway is called; a car that is away finds it. */
    private void hurry(CommandRow row) {
        Session session = sessions.find(row.vehicleId);
        CommandTable.Numbers car = Objects.requireNonNull(numbers.get(row.vehicleId));
        // A session here may be an older one, which has not noticed yet that the car is elsewhere.
        if (session != null && session.epoch() == car.sessionEpoch()) {
            if (sessions.isCaughtUp(session)) {
                send(row, session);
            }
        } else if (car.isConnected()) {
            call(row.vehicleId);
        }
    }

    /** Has whichever gateway has the car's session look into the ledger, after the commit. */
    void call(String vehicleId) {
        calls.add(vehicleId);
    }

    /** Sends what a session's car has not got yet, in order. Twice is harmless: the car knows a command by its id. */
    void deliverOpen(Session session) {
        missing.getOrDefault(session.vehicleId(), List.of()).forEach(id -> comeLate(id, session.vehicleId()));
        missing.remove(session.vehicleId());
        byCar.getOrDefault(session.vehicleId(), List.of()).stream()
                .sorted(Comparator.comparingLong(row -> row.sequence))
                .forEach(row -> send(row, session));
        sessions.caughtUp(session);
    }

    /** A car that was registered after an emergency in force was declared. */
    private void comeLate(String emergencyId, String vehicleId) {
        Command body = bodies.bodyOf(emergencyId, false);
        add(CommandRow.of(emergencyId, body, bodies.nextId(), vehicleId, nextSequence(vehicleId), now));
    }

    /**
     * Gives every car there is a command of its own: to be sent with this transaction to those that are here, by a call to those at
     * other gateways, and to those that are away when they come.
     */
    void orderAll(String emergencyId, Command body) {
        boolean someAreElsewhere = false;
        for (CommandTable.Numbered car : table.numberAll()) {
            String id = car.vehicleId();
            numbers.put(id, car.numbers());
            CommandRow row = add(CommandRow.of(
                    emergencyId, body, bodies.nextId(), id, car.numbers().last(), now));
            Session session = sessions.find(id);
            if (session != null && session.epoch() == car.numbers().sessionEpoch()) {
                if (sessions.isCaughtUp(session)) {
                    send(row, session);
                }
            } else {
                someAreElsewhere |= car.numbers().isConnected();
            }
        }
        if (someAreElsewhere) {
            call(CommandCalls.EVERYBODY);
        }
    }

    /** What an emergency that is over has not sent yet is sent no more. */
    void withdraw(String emergencyId) {
        List<CommandRow> unsent = table.lockUnsent(emergencyId);
        for (CommandRow each : unsent) {
            CommandRow row = rows.get(each.id);
            if (row == null) {
                know(each);
                row = each;
            }
            if (row.state == CommandState.QUEUED) {
                move(row, CommandState.SUPERSEDED, "emergency.over", "The emergency ended before it was sent", 0);
            }
        }
    }

    private void send(CommandRow row, Session session) {
        boolean isNewHere = row.state.isUndelivered() && row.sentEpoch != session.epoch();
        if (!isNewHere || row.sequence <= session.storedCommandSequence()) {
            return;
        }
        // When it has passed: the car has just told what it has stored, and this is not among it.
        if (endedByDeadline(row, "The vehicle did not get it in time", session.epoch())) {
            return;
        }
        row.sentEpoch = session.epoch();
        changed.add(row);
        if (row.state != CommandState.SENT) {
            move(row, CommandState.SENT, "", "", session.epoch());
        }
        deliveries.add(new Delivery(bodies.commandOf(row), session));
    }

    /** Sends what a transaction of unknown end may have noted as sent; the car knows a command by its id. */
    void sendIfSent(Delivery inDoubt) {
        CommandRow row = rows.get(inDoubt.command().getCommandId());
        if (row != null
                && row.state == CommandState.SENT
                && row.sentEpoch == inDoubt.session().epoch()) {
            deliveries.add(inDoubt);
        }
    }

    /** Changes a command's state; heard of by its sender. */
    void move(CommandRow row, CommandState state, String code, String detail, long sessionEpoch) {
        row.state = state;
        row.code = clean(code);
        row.detail = clean(detail);
        row.changedAt = now;
        changed.add(row);
        note(row, sessionEpoch);
    }

    private void note(CommandRow row, long sessionEpoch) {
        changes.add(new CommandChange(row.id, row.state, row.code, row.detail, row.changedAt, sessionEpoch, true));
        events.add(CommandNews.of(row));
    }

    /** What a car said after the command's end. */
    void late(CommandRow row, CommandState state, String code, String detail, long sessionEpoch) {
        changes.add(new CommandChange(row.id, state, clean(code), clean(detail), now, sessionEpoch, false));
    }

    /** A car's words are kept but for the one character that PostgreSQL does not take. */
    static String clean(String words) {
        return words.replace('\0', ' ');
    }

    /** Notes who did it. */
    void audit(Audit.Entry entry) {
        audits.add(entry);
    }

    /** The link broke: what was sent in this session may or may not have come to the car. */
    void sessionEnded(String vehicleId, long sessionEpoch) {
        sessions.over(vehicleId, sessionEpoch);
        for (CommandRow row : List.copyOf(byCar.getOrDefault(vehicleId, List.of()))) {
            if (row.state == CommandState.SENT && row.sentEpoch == sessionEpoch) {
                move(row, CommandState.OUTCOME_UNKNOWN, "link.lost", "The link broke after it was sent", sessionEpoch);
                // The car may have been elsewhere for a while.
                call(vehicleId);
            }
        }
    }

    /** Writes everything. */
    void end(Outbox outbox, Audit audit) {
        // What is sent, or refused, with the transaction that takes it in was never seen waiting.
        added.stream().filter(row -> row.state == CommandState.QUEUED).forEach(row -> note(row, 0));
        changed.removeAll(new HashSet<>(added));
        table.write(added, List.copyOf(changed), changes);
        outbox.append(events);
        audit.record(audits);
        table.call(calls);
        isWritten = true;
    }

    /** Whether all of it was written, so that only the commit is missing. */
    boolean isWritten() {
        return isWritten;
    }

    /** What is to be sent now that it is durable, in order. */
    List<Delivery> deliveries() {
        return deliveries;
    }
}
