package robotaxi.gateway.command.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.gateway.command.DeadlineRule;
import robotaxi.gateway.link.adapter.GatewayConfig;
import robotaxi.gateway.link.adapter.Sessions;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.outbox.Outbox;

/**
 * The ledger's one writer at this gateway. What comes while it writes is written next, all together in one transaction: nobody
 * waits for more to come, and a thousand commands a second need no thousand syncs of the database's disk. It alone sends commands,
 * after the commit, so that a car gets them in the ledger's order.
 */
@ApplicationScoped
class LedgerWriter {
    private static final Logger LOG = Logger.getLogger(LedgerWriter.class);
    private static final int MOST_AT_ONCE = 400;
    private static final long STOP_MILLIS = 2_000;
    private static final long AGAIN_MILLIS = 500;

    private final LinkedBlockingDeque<LedgerWork<?>> waiting = new LinkedBlockingDeque<>();
    private final CommandTable table;
    private final EmergencyBodies bodies;
    private final Outbox outbox;
    private final Audit audit;
    private final InstantSource clock;
    private final DeadlineRule deadlines;
    private final LinkedSessions sessions;
    private volatile boolean running;
    private @Nullable Thread thread;

    @Inject
    LedgerWriter(
            CommandTable table,
            EmergencyBodies bodies,
            Outbox outbox,
            Audit audit,
            InstantSource clock,
            GatewayConfig config,
            Sessions sessions) {
        this.table = table;
        this.bodies = bodies;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
        this.deadlines = new DeadlineRule(config.longestDeadline());
        this.sessions = new LinkedSessions(sessions);
    }

    void start() {
        running = true;
        thread = Thread.ofPlatform().name("command-ledger").daemon().start(this::run);
    }

    /** Writes what waits, then stops. */
    void stop() throws InterruptedException {
        running = false;
        submit(LedgerWork.alone(transaction -> true));
        if (thread != null) {
            thread.join(STOP_MILLIS);
        }
    }

    /** Has it written; the answer comes after the commit, on the writer's own thread. */
    <T> CompletableFuture<T> submit(LedgerWork<T> work) {
        waiting.add(work);
        return work.done();
    }

    /** The same, before everything that waits. */
    <T> CompletableFuture<T> submitFirst(LedgerWork<T> work) {
        waiting.addFirst(work);
        return work.done();
    }

    private void run() {
        List<LedgerWork<?>> batch = new ArrayList<>();
        try {
            while (running || !waiting.isEmpty()) {
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST_AT_ONCE - 1);
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            batch.forEach(work -> work.done().completeExceptionally(e));
        }
        waiting.forEach(work -> work.done().completeExceptionally(new RejectedExecutionException("stopping")));
    }

    private void write(List<LedgerWork<?>> batch) {
        List<Runnable> answers = new ArrayList<>(batch.size());
        var transaction = new LedgerTransaction(table, bodies, deadlines, sessions, clock.instant());
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                transaction.begin(batch);
                batch.forEach(work -> answers.add(work.in(transaction)));
                transaction.end(outbox, audit);
            });
        } catch (RuntimeException e) {
            sessions.rollback();
            failed(batch, transaction, e);
            return;
        }
        sessions.commit();
        transaction.deliveries().forEach(LedgerWriter::send);
        answers.forEach(LedgerWriter::carefully);
    }

    /** One that cannot be written must not take those with it that came at the same time. */
    private void failed(List<LedgerWork<?>> batch, LedgerTransaction transaction, RuntimeException why) {
        if (batch.size() == 1 || transaction.isWritten() || LedgerFaultException.isOutage(why)) {
            LOG.warnf("The ledger could not be written: %s", why.getMessage());
            if (transaction.isWritten()) {
                transaction.deliveries().forEach(this::ask);
            }
            batch.forEach(work -> carefully(() -> work.done().completeExceptionally(why)));
            return;
        }
        int half = batch.size() / 2;
        write(batch.subList(0, half));
        write(batch.subList(half, batch.size()));
    }

    /** A database that goes away within a commit may have committed: what stands there as sent must be sent. */
    private void ask(LedgerTransaction.Delivery inDoubt) {
        submit(LedgerWork.on(inDoubt.command().getCommandId(), transaction -> {
                    transaction.sendIfSent(inDoubt);
                    return inDoubt;
                }))
                .whenComplete((done, failure) -> {
                    if (failure != null && running) {
                        CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                                .execute(() -> ask(inDoubt));
                    }
                });
    }

    private static void send(LedgerTransaction.Delivery delivery) {
        carefully(() -> delivery.session()
                .send(OpenResponse.newBuilder().setCommand(delivery.command()).build()));
    }

    private static void carefully(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            LOG.warn("Whoever waited for the ledger failed to hear of it", e);
        }
    }
}
