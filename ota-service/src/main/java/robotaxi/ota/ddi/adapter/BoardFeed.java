package robotaxi.ota.ddi.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import robotaxi.ota.rollout.RolloutId;

/**
 * Hears from PostgreSQL ({@code LISTEN}) which devices are to be told something else, and has the board read those again. It
 * listens before it reads everything, so that no change falls between; a connection that breaks makes the board outdated.
 */
@ApplicationScoped
class BoardFeed {
    private static final Logger LOG = Logger.getLogger(BoardFeed.class);
    /** News of an instant is read together: many devices cost the database little more than one. */
    private static final int TOGETHER_MILLIS = 15;

    private static final int PATIENCE_MILLIS = 500;

    private final DataSource database;
    private final DeviceBoard board;
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;

    @Inject
    BoardFeed(DataSource database, DeviceBoard board) {
        this.database = database;
        this.board = board;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().daemon().name("device-board").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        end.countDown();
        if (thread != null) {
            thread.join();
        }
    }

    private void run() {
        try {
            do {
                try (Connection connection = database.getConnection()) {
                    listen(connection);
                } catch (SQLException | IllegalStateException e) {
                    LOG.error("The board of devices hears nothing of the database", e);
                }
                board.outdated();
            } while (!end.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Connection connection) throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen ota_device; listen ota_rollout");
        }
        board.readAll();
        PGConnection news = connection.unwrap(PGConnection.class);
        while (end.getCount() > 0) {
            Set<String> devices = new HashSet<>();
            take(news.getNotifications(PATIENCE_MILLIS), devices);
            if (!devices.isEmpty() && !end.await(TOGETHER_MILLIS, TimeUnit.MILLISECONDS)) {
                take(news.getNotifications(), devices);
                board.read(devices);
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("unlisten *");
        }
    }

    private void take(PGNotification @Nullable [] news, Set<String> devices) {
        if (news == null) {
            return;
        }
        for (PGNotification each : news) {
            if (each.getName().equals("ota_rollout")) {
                board.readRollout(new RolloutId(each.getParameter()));
            } else {
                devices.add(each.getParameter());
            }
        }
    }
}
