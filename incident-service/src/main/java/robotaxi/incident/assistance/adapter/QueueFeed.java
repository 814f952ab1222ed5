package robotaxi.incident.assistance.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import robotaxi.incident.assistance.Ticket;

/**
 * The queue as all screens show it. PostgreSQL tells each instance which ticket has changed, once that is committed; a whole picture now and
 * then mends what a lost connection has missed.
 */
@ApplicationScoped
class QueueFeed {
    private static final Logger LOG = Logger.getLogger(QueueFeed.class);
    private static final int MOST_WAITING = 1_000;
    private static final int LISTEN_MILLIS = 200;
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long WHOLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final DataSource database;
    private final PostgresTickets tickets;
    private final InstantSource clock;
    private final Map<String, TicketJson> live = new LinkedHashMap<>();
    private final Set<MultiEmitter<? super String>> watchers = new LinkedHashSet<>();
    private long sequence;
    private volatile boolean running = true;

    @Inject
    QueueFeed(DataSource database, PostgresTickets tickets, InstantSource clock) {
        this.database = database;
        this.tickets = tickets;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("assistance-queue").daemon().start(this::keepListening);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void keepListening() {
        while (running) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + PostgresTickets.CHANNEL);
                listen(connection.unwrap(PGConnection.class));
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("The queue is not followed for a moment: %s", e.getMessage());
                pause();
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException {
        long beaten = System.nanoTime();
        long whole = beaten - WHOLE_NANOS;
        while (running) {
            if (System.nanoTime() - whole >= WHOLE_NANOS) {
                whole = System.nanoTime();
                takeAll(QuarkusTransaction.requiringNew().call(tickets::listLive));
            }
            PGNotification[] news = connection.getNotifications(LISTEN_MILLIS);
            if (news != null) {
                Set<String> ids = new LinkedHashSet<>();
                for (PGNotification one : news) {
                    ids.add(one.getParameter());
                }
                ids.forEach(id -> QuarkusTransaction.requiringNew()
                        .call(() -> tickets.find(id))
                        .ifPresent(this::take));
            }
            if (System.nanoTime() - beaten >= BEAT_NANOS) {
                beaten = System.nanoTime();
                beat();
            }
        }
    }

    private synchronized void take(Ticket ticket) {
        TicketJson json = TicketJson.of(ticket);
        if (ticket.state().isOver()) {
            live.remove(ticket.id());
        } else {
            live.put(ticket.id(), json);
        }
        say("ticket", Map.of("ticket", json));
    }

    private synchronized void takeAll(List<Ticket> all) {
        live.clear();
        all.forEach(ticket -> live.put(ticket.id(), TicketJson.of(ticket)));
        say("snapshot", Map.of("tickets", List.copyOf(live.values())));
    }

    private synchronized void beat() {
        say("beat", Map.of());
    }

    private void say(String type, Map<String, Object> more) {
        sequence++;
        String message = message(type, more);
        watchers.forEach(watcher -> watcher.emit(message));
    }

    private String message(String type, Map<String, Object> more) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.put("sequence", sequence);
        message.put("at", clock.instant().toString());
        message.putAll(more);
        return TicketRow.json(message);
    }

    /** The whole queue, then each change; who is too slow is cut off and begins anew. */
    Multi<String> watch() {
        return Multi.createFrom().emitter(watcher -> join(watcher), MOST_WAITING);
    }

    private synchronized void join(MultiEmitter<? super String> watcher) {
        watcher.emit(message("snapshot", Map.of("tickets", List.copyOf(live.values()))));
        watchers.add(watcher);
        watcher.onTermination(() -> leave(watcher));
    }

    private synchronized void leave(MultiEmitter<? super String> watcher) {
        watchers.remove(watcher);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
