package robotaxi.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Keeps what could not be read, with the reason. */
@ApplicationScoped
public class UnreadableRecords {
    private static final Logger LOG = Logger.getLogger(UnreadableRecords.class);

    private final DataSource database;

    @Inject
    UnreadableRecords(DataSource database) {
        this.database = database;
    }

    /** Keeps a record; the same one again changes nothing. */
    public void keep(ConsumerRecord<String, byte[]> message, String reason) {
        LOG.warnf("A record is unreadable and was kept, topic %s", message.topic());
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into unreadable_record (topic, partition, offset_, record_key, payload, reason)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, message.topic());
            insert.setInt(2, message.partition());
            insert.setLong(3, message.offset());
            insert.setString(4, message.key());
            insert.setBytes(5, message.value());
            insert.setString(6, reason);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("An unreadable record cannot be kept", e);
        }
    }
}
