package robotaxi.kit.outbox;

import com.google.protobuf.MessageLite;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import robotaxi.contracts.Topics.Topic;

/**
 * Where an event is put by the transaction that makes it true. If the transaction commits, the event reaches Kafka, at
 * least once and in order for each key; if it rolls back, nobody hears of it.
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
     * Adds an event to the transaction under way.
     *
     * @param topic where it goes
     * @param key id that keeps its order
     * @param eventId unique; consumers are idempotent by it
     * @param event the message
     */
    public void append(Topic topic, String key, String eventId, MessageLite event) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("An event may only leave inside a transaction");
        }
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into outbox (topic, record_key, event_id, traceparent, payload) values (?, ?, ?, ?, ?)")) {
            insert.setString(1, topic.name());
            insert.setString(2, key);
            insert.setString(3, eventId);
            insert.setString(4, Traceparent.next());
            insert.setBytes(5, event.toByteArray());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox cannot be written", e);
        }
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

    /** W3C trace context: a new trace for each event that starts one. */
    static final class Traceparent {
        private Traceparent() {}

        static String next() {
            UUID trace = UUID.randomUUID();
            return String.format(
                    "00-%016x%016x-%016x-01",
                    trace.getMostSignificantBits(),
                    trace.getLeastSignificantBits(),
                    UUID.randomUUID().getMostSignificantBits());
        }
    }
}
