package robotaxi.gateway.link.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import robotaxi.gateway.link.Timeline;
import robotaxi.gateway.link.Timeline.Kind;

/** What PostgreSQL has for a car's timeline: its presence, its commands, its certificates. */
@ApplicationScoped
class TimelineRows {
    /** Of each kind: time, id, summary, for a car and before a time. */
    private static final Map<Kind, String> SOURCES = Map.of(
            Kind.PRESENCE, """
            select at, session_epoch::text, state || ', session ' || session_epoch || ' at ' || gateway_id
            from vehicle_session_change where vehicle_id = ? and at < ?""",
            Kind.COMMAND, """
            select at, command.id, replace(command.kind, '-', ' ') || ' ' || replace(lower(command_change.state), '_', ' ')
                || case when applied then '' else ' (too late)' end
                || coalesce(': ' || nullif(concat_ws(' ', command_change.code, command_change.detail), ' '), '')
            from command_change join command on command.id = command_id where vehicle_id = ? and at < ?""",
            Kind.CERTIFICATE, """
            select at, fingerprint, summary from certificate cross join lateral (values
                (issued_at, 'certificate issued'), (first_used_at, 'certificate first used'),
                (revoked_at, 'certificate ' || reason || coalesce(': ' || nullif(detail, ''), ''))) change (at, summary)
            where vehicle_id = ? and at < ?""");

    private final DataSource database;

    @Inject
    TimelineRows(DataSource database) {
        this.database = database;
    }

    /** The newest of each kind before a time. */
    List<Timeline.Entry> before(String vehicleId, Instant before, int limit) {
        List<Timeline.Entry> entries = new ArrayList<>();
        try (var connection = database.getConnection()) {
            for (var source : SOURCES.entrySet()) {
                try (var query = connection.prepareStatement(
                        source.getValue() + " order by at desc fetch first ? rows with ties")) {
                    query.setString(1, vehicleId);
                    query.setObject(2, before.atOffset(ZoneOffset.UTC));
                    query.setInt(3, limit);
                    try (var rows = query.executeQuery()) {
                        while (rows.next()) {
                            Instant at = rows.getObject(1, OffsetDateTime.class).toInstant();
                            entries.add(new Timeline.Entry(
                                    at, source.getKey(), rows.getString(2), sentence(rows.getString(3)), ""));
                        }
                    }
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException("A vehicle's timeline cannot be read", e);
        }
    }

    private static String sentence(String summary) {
        return summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1);
    }
}
