package robotaxi.kit.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Remembers which events a consumer has dealt with, in the consumer's own transaction. */
@ApplicationScoped
public class HandledEvents {
    private final DataSource database;

    @Inject
    HandledEvents(DataSource database) {
        this.database = database;
    }

    /**
     * Whether this event is new to this consumer. Must be called inside the transaction that handles it, first.
     *
     * @param consumer name that never changes
     * @param eventId from the event
     */
    public boolean firstTime(String consumer, String eventId) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into handled_event (consumer, event_id) values (?, ?) on conflict do nothing")) {
            insert.setString(1, consumer);
            insert.setString(2, eventId);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("A handled event cannot be noted", e);
        }
    }
}
