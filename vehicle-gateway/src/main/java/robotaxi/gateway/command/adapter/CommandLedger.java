package robotaxi.gateway.command.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.signing.SignatureRefusal;
import robotaxi.gateway.command.CommandState;
import robotaxi.gateway.link.adapter.Session;
import robotaxi.gateway.link.adapter.Sessions;
import robotaxi.kit.events.EventConsumers;

/** Every command ever sent, with its order and its end. A car hears of its open ones from here, never from Kafka. */
@ApplicationScoped
public class CommandLedger {
    private static final Logger LOG = Logger.getLogger(CommandLedger.class);
    private static final int OVERDUE_AT_ONCE = 200;
    private static final long AGAIN_MILLIS = 500;

    private final LedgerWriter writer;
    private final CommandTable table;
    private final CommandSignatures signatures;
    private final EventConsumers consumers;
    private final Sessions sessions;
    private final InstantSource clock;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("command-deadlines").daemon().factory());

    @Inject
    CommandLedger(
            LedgerWriter writer,
            CommandTable table,
            CommandSignatures signatures,
            EventConsumers consumers,
            Sessions sessions,
            InstantSource clock) {
        this.writer = writer;
        this.table = table;
        this.signatures = signatures;
        this.consumers = consumers;
        this.sessions = sessions;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        writer.start();
        consumers.subscribe("gateway.commands", Topics.VEHICLE_COMMANDS, Command.parser(), this::take);
        sweeper.scheduleWithFixedDelay(this::expireQueued, 1, 1, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        sweeper.shutdownNow();
        writer.stop();
    }

    private void take(String vehicleId, Command command) {
        enter(storable(command)).join();
    }

    /** PostgreSQL takes no NUL in a text; a record that cannot be kept must not stop those behind it. */
    private static Command storable(Command command) {
        var clean = command.toBuilder()
                .setCommandId(LedgerTransaction.clean(command.getCommandId()))
                .setVehicleId(LedgerTransaction.clean(command.getVehicleId()))
                .setSender(LedgerTransaction.clean(command.getSender()))
                .setSupersedes(LedgerTransaction.clean(command.getSupersedes()));
        if (command.hasCancelCommand()) {
            String target = command.getCancelCommand().getTargetCommandId();
            clean.getCancelCommandBuilder().setTargetCommandId(LedgerTransaction.clean(target));
        }
        return clean.build();
    }

    /** Puts a command into the ledger once and sends it to its car, if that is connected here; the row, once that is durable. */
    CompletableFuture<CommandRow> enter(Command command) {
        // Before it waits for the writer, who has no time for arithmetic.
        Optional<SignatureRefusal> refusal = signatures.refuse(command);
        return writer.submit(LedgerWork.entering(command, transaction -> transaction.enter(command, refusal)));
    }

    /** Sends what the car has not got yet, in order. */
    public void deliverOpen(Session session) {
        writer.submit(LedgerWork.onOpenOf(session.vehicleId(), transaction -> {
                    transaction.deliverOpen(session);
                    return session;
                }))
                .whenComplete((done, failure) -> {
                    if (failure != null
                            && sessions.find(session.vehicleId())
                                    .filter(session::equals)
                                    .isPresent()) {
                        sweeper.schedule(() -> deliverOpen(session), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    }
                });
    }

    /**
     * What the car says of a command. After the command's end it is noted and changes nothing.
     *
     * @param sessionEpoch the session that brought it
     * @param settled hears of it once it is durable, or why it is not
     */
    public void reported(
            String vehicleId, long sessionEpoch, CommandReport report, Consumer<@Nullable Exception> settled) {
        CommandState next = CommandState.valueOf(report.getState().name().substring("COMMAND_STATE_".length()));
        String id = LedgerTransaction.clean(report.getCommandId());
        writer.submit(LedgerWork.on(id, transaction -> {
                    CommandRow row = transaction.find(id);
                    if (row == null || !row.vehicleId.equals(vehicleId)) {
                        LOG.warnf("A report of an unknown command, vehicleId=%s", vehicleId);
                    } else if (row.state.mayBecome(next)) {
                        transaction.move(row, next, report.getCode(), report.getDetail(), sessionEpoch);
                    } else if (row.state.isFinal() && row.state != next) {
                        transaction.late(row, next, report.getCode(), report.getDetail(), sessionEpoch);
                    }
                    return next;
                }))
                .whenComplete((done, failure) -> settled.accept(failure instanceof Exception fault ? fault : null));
    }

    void sessionEnded(@Observes Sessions.SessionEnded end) {
        // If it cannot be written the next session asks the car anyway: SENT with an older epoch is treated alike.
        writer.submit(LedgerWork.onOpenOf(end.vehicleId(), transaction -> {
            transaction.sessionEnded(end.vehicleId(), end.epoch());
            return end;
        }));
    }

    private void expireQueued() {
        try {
            List<String> overdue = table.overdue(clock.instant(), OVERDUE_AT_ONCE);
            overdue.forEach(id -> writer.submit(LedgerWork.on(id, transaction -> {
                CommandRow row = transaction.find(id);
                if (row != null && row.state == CommandState.QUEUED) {
                    transaction.move(row, CommandState.EXPIRED, "command.expired", "The vehicle was not reached", 0);
                }
                return id;
            })));
        } catch (RuntimeException e) {
            LOG.warnf("Deadlines could not be checked: %s", e.getMessage());
        }
    }
}
