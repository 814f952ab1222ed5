package robotaxi.gateway.command.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import robotaxi.gateway.link.adapter.Sessions;

/**
 * One gateway takes a command into the ledger, another may hold the car's session: PostgreSQL's NOTIFY tells it within
 * milliseconds. A call that is missed does no harm, since every session begins with a look into the ledger.
 */
@ApplicationScoped
class CommandCalls {
    /** On which a gateway calls the others; what it says is the car. */
    static final String CHANNEL = "gateway_command";

    /** Said instead of a car: whatever is open for any car. */
    static final String EVERYBODY = "*";

    private static final Logger LOG = Logger.getLogger(CommandCalls.class);
    private static final int PATIENCE_MILLIS = 500;

    private final DataSource database;
    private final Sessions sessions;
    private final CommandLedger ledger;
    private volatile boolean running = true;
    private @Nullable Thread thread;

    @Inject
    CommandCalls(DataSource database, Sessions sessions, CommandLedger ledger) {
        this.database = database;
        this.sessions = sessions;
        this.ledger = ledger;
    }

    void onStart(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("command-calls").daemon().start(this::run);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.join(2L * PATIENCE_MILLIS);
        }
    }

    private void run() {
        while (running) {
            try (Connection connection = database.getConnection()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("Calls of other gateways are not heard, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var listen = connection.createStatement()) {
            listen.execute("listen " + CHANNEL);
        }
        // Whatever was called while nobody listened.
        sessions.list().forEach(ledger::deliverOpen);
        PGConnection calls = connection.unwrap(PGConnection.class);
        while (running) {
            for (PGNotification call : calls.getNotifications(PATIENCE_MILLIS)) {
                if (call.getParameter().equals(EVERYBODY)) {
                    sessions.list().forEach(ledger::deliverOpen);
                } else {
                    sessions.find(call.getParameter()).ifPresent(ledger::deliverOpen);
                }
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
