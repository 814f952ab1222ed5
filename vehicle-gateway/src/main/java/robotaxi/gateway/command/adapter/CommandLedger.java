package robotaxi.gateway.command.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.gateway.command.CommandState;
import robotaxi.gateway.command.DeadlineRule;
import robotaxi.gateway.link.adapter.GatewayConfig;
import robotaxi.gateway.link.adapter.Session;
import robotaxi.gateway.link.adapter.Sessions;
import robotaxi.kit.events.EventConsumers;
import robotaxi.kit.outbox.Outbox;

/** Every command ever sent, with its order and its end. A car hears of its open ones from here, never from Kafka. */
@ApplicationScoped
public class CommandLedger {
    private static final Logger LOG = Logger.getLogger(CommandLedger.class);
    /** The channel on which a gateway calls the others. */
    static final String CALL = "gateway_command";

    /** End of the year 9999. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    private static final List<CommandState> UNDELIVERED =
            List.of(CommandState.QUEUED, CommandState.SENT, CommandState.OUTCOME_UNKNOWN);

    private final EntityManager entities;
    private final CommandHistory history;
    private final Outbox outbox;
    private final EventConsumers consumers;
    private final InstantSource clock;
    private final DeadlineRule deadlines;
    private final Instance<Sessions> sessions;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("command-deadlines").daemon().factory());

    @Inject
    CommandLedger(
            EntityManager entities,
            CommandHistory history,
            Outbox outbox,
            EventConsumers consumers,
            InstantSource clock,
            GatewayConfig config,
            Instance<Sessions> sessions) {
        this.entities = entities;
        this.history = history;
        this.outbox = outbox;
        this.consumers = consumers;
        this.clock = clock;
        this.deadlines = new DeadlineRule(config.longestDeadline());
        this.sessions = sessions;
    }

    void onStart(@Observes StartupEvent event) {
        consumers.subscribe("gateway.commands", Topics.VEHICLE_COMMANDS, Command.parser(), this::take);
        sweeper.scheduleWithFixedDelay(this::expireQueued, 1, 1, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        sweeper.shutdownNow();
    }

    private void take(String vehicleId, Command command) {
        QuarkusTransaction.requiringNew().run(() -> enter(command));
        hurry(command.getVehicleId());
    }

    /** Sends what is open to the car, wherever it is connected. Not inside the transaction that made it open. */
    void hurry(String vehicleId) {
        sessions.get().find(vehicleId).ifPresentOrElse(this::deliverOpen, () -> call(vehicleId));
    }

    /** The car may be connected to another gateway. */
    private void call(String vehicleId) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("select pg_notify(?1, ?2)", Object.class)
                        .setParameter(1, CALL)
                        .setParameter(2, vehicleId)
                        .getResultList());
    }

    /** Puts a command into the ledger once. Belongs to the transaction under way. */
    void enter(Command command) {
        if (entities.find(CommandRow.class, command.getCommandId()) != null) {
            return;
        }
        // Before the car's number is taken: whoever holds a command and the car locks them in this order.
        CommandRow older = command.getSupersedes().isEmpty()
                ? null
                : entities.find(CommandRow.class, command.getSupersedes(), LockModeType.PESSIMISTIC_WRITE);
        CommandRow row = add(command);
        if (row.sequence == 0) {
            move(row, CommandState.REJECTED, "vehicle.unknown", "There is no such vehicle", 0);
        } else if (!endedByDeadline(row, row.queuedAt, "The deadline had passed on arrival", 0)
                && !command.getSupersedes().isEmpty()) {
            supersede(older, row);
        }
    }

    private CommandRow add(Command command) {
        var row = new CommandRow();
        row.id = command.getCommandId();
        row.vehicleId = command.getVehicleId();
        row.sender = command.getSender();
        row.kind = CommandRow.kind(command.getBodyCase());
        row.target =
                command.hasCancelCommand() ? command.getCancelCommand().getTargetCommandId() : command.getSupersedes();
        row.notAfter = instant(command.getNotAfter());
        row.queuedAt = clock.instant();
        row.changedAt = row.queuedAt;
        row.sequence = nextSequence(row.vehicleId);
        row.body = command.toBuilder().setSequence(row.sequence).build().toByteArray();
        entities.persist(row);
        history.changed(row, 0);
        tell(row);
        return row;
    }

    private boolean endedByDeadline(CommandRow row, Instant now, String passed, long sessionEpoch) {
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

    /** One that was sent is superseded on the car, which alone knows how far it is. */
    private void supersede(@Nullable CommandRow older, CommandRow newer) {
        if (older == null || !older.vehicleId.equals(newer.vehicleId)) {
            move(newer, CommandState.REJECTED, "command.supersedes-unknown", "The vehicle has no such command", 0);
        } else if (older.state == CommandState.QUEUED) {
            move(older, CommandState.SUPERSEDED, "command.superseded", "Replaced by " + newer.id, 0);
        }
    }

    /** The car's next number, or 0 if there is no such car. */
    private long nextSequence(String vehicleId) {
        List<?> numbers = entities.createNativeQuery(
                        "update vehicle set command_sequence = command_sequence + 1 where id = ?1 returning command_sequence")
                .setParameter(1, vehicleId)
                .getResultList();
        return numbers.isEmpty() ? 0 : ((Number) numbers.getFirst()).longValue();
    }

    /** Sends what the car has not got yet, in order. Twice is harmless: the car knows a command by its id. */
    public void deliverOpen(Session session) {
        // Two at once could overtake each other between the ledger and the stream: an order's end before the order.
        synchronized (session) {
            List<OpenResponse> frames = QuarkusTransaction.requiringNew().call(() -> undelivered(session));
            frames.forEach(session::send);
        }
    }

    private List<OpenResponse> undelivered(Session session) throws InvalidProtocolBufferException {
        Instant now = clock.instant();
        List<OpenResponse> frames = new ArrayList<>();
        List<CommandRow> rows = entities.createQuery(
                        "from CommandRow where vehicleId = ?1 and state in ?2 order by sequence", CommandRow.class)
                .setParameter(1, session.vehicleId())
                .setParameter(2, UNDELIVERED)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        for (CommandRow row : rows) {
            boolean isNewHere = row.sentEpoch != session.epoch();
            if (!isNewHere || row.sequence <= session.storedCommandSequence()) {
                continue;
            }
            // When it has passed: the car has just told what it has stored, and this is not among it.
            if (endedByDeadline(row, now, "The vehicle did not get it in time", session.epoch())) {
                continue;
            }
            row.sentEpoch = session.epoch();
            if (row.state != CommandState.SENT) {
                move(row, CommandState.SENT, "", "", session.epoch());
            }
            frames.add(OpenResponse.newBuilder()
                    .setCommand(Command.parseFrom(row.body))
                    .build());
        }
        return frames;
    }

    /**
     * What the car says of a command; durable when this returns. After the command's end it is noted and changes nothing.
     *
     * @param sessionEpoch the session that brought it
     */
    public void reported(String vehicleId, long sessionEpoch, CommandReport report) {
        QuarkusTransaction.requiringNew().run(() -> {
            CommandRow row = entities.find(CommandRow.class, report.getCommandId(), LockModeType.PESSIMISTIC_WRITE);
            if (row == null || !row.vehicleId.equals(vehicleId)) {
                LOG.warnf("A report of an unknown command, vehicleId=%s", vehicleId);
                return;
            }
            CommandState next = CommandState.valueOf(report.getState().name().substring("COMMAND_STATE_".length()));
            if (row.state.mayBecome(next)) {
                move(row, next, report.getCode(), report.getDetail(), sessionEpoch);
            } else if (row.state.isFinal() && row.state != next) {
                history.late(row, next, report.getCode(), report.getDetail(), clock.instant(), sessionEpoch);
            }
        });
    }

    void sessionEnded(@Observes Sessions.SessionEnded end) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> entities.createQuery(
                                    "from CommandRow where vehicleId = ?1 and state = ?2 and sentEpoch = ?3 order by sequence",
                                    CommandRow.class)
                            .setParameter(1, end.vehicleId())
                            .setParameter(2, CommandState.SENT)
                            .setParameter(3, end.epoch())
                            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                            .getResultStream()
                            .forEach(row -> move(
                                    row,
                                    CommandState.OUTCOME_UNKNOWN,
                                    "link.lost",
                                    "The link broke after it was sent",
                                    end.epoch())));
        } catch (RuntimeException e) {
            // The next session asks the car anyway: SENT with an older epoch is treated alike.
            LOG.warnf("Open commands could not be marked, vehicleId=%s: %s", end.vehicleId(), e.getMessage());
        }
    }

    private void expireQueued() {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> entities.createQuery(
                                    "from CommandRow where state = ?1 and notAfter < ?2 order by vehicleId, sequence",
                                    CommandRow.class)
                            .setParameter(1, CommandState.QUEUED)
                            .setParameter(2, clock.instant())
                            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                            .getResultStream()
                            .forEach(row -> move(
                                    row, CommandState.EXPIRED, "command.expired", "The vehicle was not reached", 0)));
        } catch (RuntimeException e) {
            LOG.warnf("Deadlines could not be checked: %s", e.getMessage());
        }
    }

    void move(CommandRow row, CommandState next, String code, String detail, long sessionEpoch) {
        row.state = next;
        row.code = code;
        row.detail = detail;
        row.changedAt = clock.instant();
        history.changed(row, sessionEpoch);
        tell(row);
    }

    private void tell(CommandRow row) {
        String eventId = row.id + "/" + row.state.wireName() + "/" + row.sentEpoch;
        outbox.append(
                Topics.VEHICLE_COMMAND_STATUS,
                row.vehicleId,
                eventId,
                CommandStatus.newBuilder()
                        .setEventId(eventId)
                        .setCommandId(row.id)
                        .setVehicleId(row.vehicleId)
                        .setSender(row.sender)
                        .setState(
                                robotaxi.contracts.command.v1.CommandState.valueOf("COMMAND_STATE_" + row.state.name()))
                        .setCode(row.code)
                        .setDetail(row.detail)
                        .setTime(timestamp(row.changedAt))
                        .setSequence(row.sequence)
                        .build());
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static Instant instant(Timestamp time) {
        // What lies outside a protobuf time's range is far enough anyway, and must not stop the ledger.
        return Instant.ofEpochSecond(Math.clamp(time.getSeconds(), 0, LATEST_SECOND), time.getNanos());
    }
}
