package robotaxi.kit.outbox;

import com.google.protobuf.MessageLite;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import robotaxi.contracts.Topics.Topic;
import robotaxi.kit.trace.Tracing;

/**
 * Where an event is put by the transaction that makes it true. If the transaction commits, the event reaches Kafka, at
 * least once and in order for each key; if it rolls back, nobody hears of it.
 * The event belongs to the trace of the work that makes it, or begins one.
 */
@ApplicationScoped
public class Outbox {
    private final DataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxPublisher publisher;

    @Inject
    Outbox(DataSource database, TransactionSynchronizationRegistry transactions, OutboxPublisher publisher) {
        this.database = database;
        this.transactions = transactions;
        this.publisher = publisher;
    }

    /**
     * An event that shall leave.
     *
     * @param topic where it goes
     * @param key id that keeps its order
     * @param eventId unique; consumers are idempotent by it
     * @param message what it says
     */
    public record Event(Topic topic, String key, String eventId, MessageLite message) {}

    /** Adds an event to the transaction under way. */
    public void append(Topic topic, String key, String eventId, MessageLite event) {
        append(List.of(new Event(topic, key, eventId, event)));
    }

    /** Adds events to the transaction under way, in this order and in one statement. */
    public void append(List<Event> events) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("An event may only leave inside a transaction");
        }
        if (events.isEmpty()) {
            return;
        }
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into outbox (topic, record_key, event_id, traceparent, payload)
                        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])""")) {
            insert.setArray(1, texts(connection, events, event -> event.topic().name()));
            insert.setArray(2, texts(connection, events, Event::key));
            insert.setArray(3, texts(connection, events, Event::eventId));
            insert.setArray(4, texts(connection, events, event -> Tracing.next().traceparent()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea",
                            events.stream()
                                    .map(event -> event.message().toByteArray())
                                    .toArray(byte[][]::new)));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox cannot be written", e);
        }
        wakeAfterCommit();
    }

    private static Array texts(Connection connection, List<Event> events, Function<Event, String> column)
            throws SQLException {
        return connection.createArrayOf("text", events.stream().map(column).toArray(String[]::new));
    }

    private void wakeAfterCommit() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    publisher.wake();
                }
            }
        });
    }
}
