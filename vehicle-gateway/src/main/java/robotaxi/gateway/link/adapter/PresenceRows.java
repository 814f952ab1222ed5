package robotaxi.gateway.link.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the database knows of a car's session, wherever that is. */
@ApplicationScoped
class PresenceRows {
    private final DataSource database;

    @Inject
    PresenceRows(DataSource database) {
        this.database = database;
    }

    /**
     * A car's newest session.
     *
     * @param state {@code connected}, {@code lost}, {@code gone}, or {@code never} if it never came
     * @param epoch its fencing number, 0 if there was none
     * @param gatewayId who has or had it, empty if not known
     * @param since when the state began, null if not known
     */
    record PresenceRow(
            String state,
            long epoch,
            String gatewayId,
            @Nullable Instant since) {}

    /** The car's row, or nothing if there is no such car. */
    Optional<PresenceRow> find(String vehicleId) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select case when session_instance <> '' then 'connected'
                                when vehicle.session_epoch = 0 then 'never'
                                else coalesce(nullif(last.state, 'connected'), 'lost') end,
                            vehicle.session_epoch,
                            coalesce(nullif(split_part(session_instance, '/', 1), ''), last.gateway_id, ''), last.at
                        from vehicle left join lateral (
                            select state, gateway_id, at from vehicle_session_change
                            where vehicle_id = vehicle.id order by at desc, position desc limit 1) last on true
                        where id = ?""")) {
            query.setString(1, vehicleId);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                OffsetDateTime at = row.getObject(4, OffsetDateTime.class);
                return Optional.of(new PresenceRow(
                        row.getString(1), row.getLong(2), row.getString(3), at == null ? null : at.toInstant()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A vehicle's session cannot be read", e);
        }
    }
}
