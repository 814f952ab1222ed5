package robotaxi.kit.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.kit.events.KafkaClients;

/** Carries the outbox to Kafka. One thread in one instance at a time, so that order is kept. */
@ApplicationScoped
public class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
    private static final int BATCH = 500;
    private static final long IDLE_MILLIS = 500;

    /** So that what several transactions leave within an instant goes together: each batch costs the database a transaction. */
    private static final long TOGETHER_MILLIS = 10;

    private static final long AFTER_FAULT_MILLIS = 1_000;

    /** Any constant will do: it names the lock "who publishes" in this service's own database. */
    private static final long ADVISORY_LOCK = 0x0B0C;

    private final DataSource database;
    private final KafkaClients kafka;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running = true;
    private @Nullable Thread thread;

    @Inject
    OutboxPublisher(DataSource database, KafkaClients kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    void onStart(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("outbox").daemon().start(this::run);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wake();
        if (thread != null) {
            thread.join(2_000);
        }
    }

    /** Says that there is something to publish. */
    public void wake() {
        work.release();
    }

    private void run() {
        while (running) {
            try {
                while (running && publishBatch() == BATCH) {}
                waitForWork(IDLE_MILLIS);
                TimeUnit.MILLISECONDS.sleep(TOGETHER_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | ExecutionException | RuntimeException e) {
                LOG.warn("The outbox is stuck and tries again", e);
                pauseAfterFault();
            }
        }
    }

    private void pauseAfterFault() {
        try {
            waitForWork(AFTER_FAULT_MILLIS);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private void waitForWork(long millis) throws InterruptedException {
        if (work.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    private int publishBatch() throws SQLException, ExecutionException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int sent = holdsLock(connection) ? publish(connection) : 0;
                forgetLazily(connection);
                connection.commit();
                return sent;
            } catch (SQLException | ExecutionException | InterruptedException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean holdsLock(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select pg_try_advisory_xact_lock(" + ADVISORY_LOCK + ")");
                var answer = query.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** A database that dies before the deletion is on its disk publishes once more: allowed, and no sync is waited for. */
    private static void forgetLazily(Connection connection) throws SQLException {
        try (var set = connection.createStatement()) {
            set.execute("set local synchronous_commit = off");
        }
    }

    /** Deletes only what Kafka has confirmed with acks=all: a crash in between sends twice, never less than once. */
    private int publish(Connection connection) throws SQLException, ExecutionException, InterruptedException {
        List<Long> positions = new ArrayList<>();
        List<Future<RecordMetadata>> acks = new ArrayList<>();
        try (var query = connection.prepareStatement(
                        "select position, topic, record_key, event_id, traceparent, payload from outbox order by position limit "
                                + BATCH);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                positions.add(rows.getLong(1));
                var message = new ProducerRecord<>(rows.getString(2), rows.getString(3), rows.getBytes(6));
                message.headers().add(Topics.EVENT_ID, rows.getString(4).getBytes(StandardCharsets.UTF_8));
                message.headers().add(Topics.TRACEPARENT, rows.getString(5).getBytes(StandardCharsets.UTF_8));
                acks.add(kafka.producer().send(message));
            }
        }
        for (Future<RecordMetadata> ack : acks) {
            ack.get();
        }
        if (!positions.isEmpty()) {
            try (var delete = connection.prepareStatement("delete from outbox where position = any (?)")) {
                delete.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
                delete.executeUpdate();
            }
        }
        return positions.size();
    }
}
