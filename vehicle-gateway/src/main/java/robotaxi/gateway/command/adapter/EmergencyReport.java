package robotaxi.gateway.command.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import robotaxi.gateway.command.CommandState;
import robotaxi.kit.problem.FleetException;

/** What became of emergencies, read from the ledger. */
@ApplicationScoped
public class EmergencyReport {
    private static final String HEAD =
            "select id, kind, area, reason, declared_by, declared_at, not_after, ended_by, ended_at, end_reason from emergency";
    private static final String SAID = "('RECEIVED', 'ACCEPTED', 'EXECUTING', 'SUCCEEDED', 'FAILED', 'REJECTED')";

    private final SqlStatements sql;

    @Inject
    EmergencyReport(DataSource database) {
        this.sql = new SqlStatements(database);
    }

    /** An emergency as it was declared, and ended if it was. */
    record Head(
            String id,
            String kind,
            String area,
            String reason,
            String declaredBy,
            Instant declaredAt,
            Instant notAfter,
            String endedBy,
            @Nullable Instant endedAt,
            String endReason) {}

    /**
     * How far it has come.
     *
     * @param states cars by the state of their command
     * @param receivedByAlmostAll when 99.9 % of the cars had stored it, null before
     */
    record Progress(
            Map<String, Long> states,
            long cars,
            long received,
            @Nullable Instant firstSentAt,
            @Nullable Instant lastSentAt,
            @Nullable Instant receivedByAlmostAll) {
        /** From the declaration until 99.9 % had it, or until now. */
        Duration since(Instant declaredAt, Instant now) {
            return Duration.between(declaredAt, receivedByAlmostAll == null ? now : receivedByAlmostAll);
        }
    }

    /** A car's part. */
    public record Proof(
            String vehicleId,
            String commandId,
            String state,
            String code,
            String detail,
            @Nullable Instant sentAt,
            @Nullable Instant receivedAt,
            Instant changedAt) {}

    Head get(String id) {
        return sql
                .with(HEAD + " where id = ?", statement -> {
                    statement.setString(1, id);
                    return heads(statement);
                })
                .stream()
                .findFirst()
                .orElseThrow(() -> new FleetException(CommandError.EMERGENCY_UNKNOWN, id));
    }

    /** The newest first, those after the last one of the page before. */
    List<Head> list(@Nullable String after, int limit) {
        if (after == null) {
            return sql.with(HEAD + " order by declared_at desc, id limit ?", statement -> {
                statement.setInt(1, limit);
                return heads(statement);
            });
        }
        Head last = get(after);
        String page =
                HEAD + " where declared_at <= ? and (declared_at < ? or id > ?) order by declared_at desc, id limit ?";
        return sql.with(page, statement -> {
            statement.setObject(1, SqlStatements.time(last.declaredAt()));
            statement.setObject(2, SqlStatements.time(last.declaredAt()));
            statement.setString(3, last.id());
            statement.setInt(4, limit);
            return heads(statement);
        });
    }

    private static List<Head> heads(PreparedStatement statement) throws SQLException {
        List<Head> heads = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                heads.add(new Head(
                        found.getString(1),
                        found.getString(2),
                        found.getString(3),
                        found.getString(4),
                        found.getString(5),
                        SqlStatements.time(found, 6),
                        SqlStatements.time(found, 7),
                        found.getString(8),
                        timeOrNull(found, 9),
                        found.getString(10)));
            }
        }
        return heads;
    }

    /** How far its order has come, or what ended it. */
    Progress progress(String id, boolean ofItsEnd) {
        Map<String, Long> states = states(id, ofItsEnd);
        return sql.with("""
                with one as (
                    select min(h.at) filter (where h.state = 'SENT') as sent,
                        min(h.at) filter (where h.state in %s) as received
                    from command c join command_change h on h.command_id = c.id
                    where c.emergency_id = ? and c.emergency_id <> '' and (c.kind = 'end-emergency') = ?
                    group by c.id)
                select count(*), count(received), min(sent), max(sent),
                    (array_agg(received order by received))[ceil(count(*) * 0.999)::int] from one""".formatted(SAID), statement -> {
            statement.setString(1, id);
            statement.setBoolean(2, ofItsEnd);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return new Progress(
                        states,
                        found.getLong(1),
                        found.getLong(2),
                        timeOrNull(found, 3),
                        timeOrNull(found, 4),
                        timeOrNull(found, 5));
            }
        });
    }

    private Map<String, Long> states(String id, boolean ofItsEnd) {
        return sql.with("""
                select state, count(*) from command
                where emergency_id = ? and emergency_id <> '' and (kind = 'end-emergency') = ?
                group by state order by state""", statement -> {
            statement.setString(1, id);
            statement.setBoolean(2, ofItsEnd);
            Map<String, Long> states = new LinkedHashMap<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    states.put(CommandState.valueOf(found.getString(1)).wireName(), found.getLong(2));
                }
            }
            return states;
        });
    }

    /** Every car's part by car, those after the last car of the page before. */
    List<Proof> proofs(String id, boolean ofItsEnd, @Nullable CommandState state, String after, int limit) {
        return sql.with("""
                select c.vehicle_id, c.id, c.state, c.code, c.detail, c.changed_at,
                    (select min(at) from command_change h where h.command_id = c.id and h.state = 'SENT'),
                    (select min(at) from command_change h where h.command_id = c.id and h.state in %s)
                from command c where c.emergency_id = ? and c.emergency_id <> '' and (c.kind = 'end-emergency') = ?
                    and c.vehicle_id > ? and (? = '' or c.state = ?)
                order by c.vehicle_id limit ?""".formatted(SAID), statement -> {
            String wanted = state == null ? "" : state.name();
            statement.setString(1, id);
            statement.setBoolean(2, ofItsEnd);
            statement.setString(3, after);
            statement.setString(4, wanted);
            statement.setString(5, wanted);
            statement.setInt(6, limit);
            List<Proof> proofs = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    proofs.add(new Proof(
                            found.getString(1),
                            found.getString(2),
                            CommandState.valueOf(found.getString(3)).wireName(),
                            found.getString(4),
                            found.getString(5),
                            timeOrNull(found, 7),
                            timeOrNull(found, 8),
                            SqlStatements.time(found, 6)));
                }
            }
            return proofs;
        });
    }

    private static @Nullable Instant timeOrNull(ResultSet found, int column) throws SQLException {
        OffsetDateTime time = found.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
