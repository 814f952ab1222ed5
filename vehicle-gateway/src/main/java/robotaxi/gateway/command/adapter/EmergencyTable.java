package robotaxi.gateway.command.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.Command;

/** Orders to the whole fleet, as the ledger writes them. Its methods belong to the transaction under way. */
@ApplicationScoped
class EmergencyTable {
    private final SqlStatements sql;

    @Inject
    EmergencyTable(DataSource database) {
        this.sql = new SqlStatements(database);
    }

    /**
     * A new emergency.
     *
     * @param area GeoJSON, empty for everywhere
     * @param body the command but for its id, car and number
     */
    record Declared(String id, String kind, String area, String reason, String actor, Instant at, Command body) {}

    void add(Declared emergency) {
        sql.with("""
                insert into emergency (id, kind, area, reason, declared_by, declared_at, not_after, body)
                values (?, ?, ?, ?, ?, ?, ?, ?)""", statement -> {
            statement.setString(1, emergency.id());
            statement.setString(2, emergency.kind());
            statement.setString(3, emergency.area());
            statement.setString(4, emergency.reason());
            statement.setString(5, emergency.actor());
            statement.setObject(6, SqlStatements.time(emergency.at()));
            statement.setObject(
                    7, SqlStatements.time(ProtoTime.of(emergency.body().getNotAfter())));
            statement.setBytes(8, emergency.body().toByteArray());
            return statement.executeUpdate();
        });
    }

    /** Whether it is in force, and so locked; nothing if there is no such emergency. */
    Optional<Boolean> lock(String id) {
        return sql.with("select ended_at is null from emergency where id = ? for update", statement -> {
            statement.setString(1, id);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? Optional.of(found.getBoolean(1)) : Optional.empty();
            }
        });
    }

    /** Ends one that is locked. */
    void end(Declared end) {
        sql.with("""
                update emergency set ended_by = ?, ended_at = ?, end_reason = ?, end_not_after = ?, end_body = ?
                where id = ?""", statement -> {
            statement.setString(1, end.actor());
            statement.setObject(2, SqlStatements.time(end.at()));
            statement.setString(3, end.reason());
            statement.setObject(4, SqlStatements.time(ProtoTime.of(end.body().getNotAfter())));
            statement.setBytes(5, end.body().toByteArray());
            statement.setString(6, end.id());
            return statement.executeUpdate();
        });
    }

    /** What it orders, or what ends it. */
    Command body(String id, boolean isEnd) {
        return sql.with("select body, end_body from emergency where id = ?", statement -> {
            statement.setString(1, id);
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    throw new IllegalStateException("a command belongs to no emergency");
                }
                return Command.parseFrom(found.getBytes(isEnd ? 2 : 1));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Emergencies in force of which these cars have no command: they were registered later. */
    Map<String, List<String>> missing(Collection<String> vehicleIds, Instant now) {
        return sql.with("""
                select v.id, e.id from emergency e cross join unnest(?::text[]) as v (id)
                where e.ended_at is null and e.not_after > ?
                    and exists (select 1 from vehicle where vehicle.id = v.id)
                    and not exists (select 1 from command c
                        where c.emergency_id = e.id and c.vehicle_id = v.id and c.emergency_id <> '')
                order by e.declared_at, e.id""", statement -> {
            statement.setArray(1, SqlStatements.texts(statement, vehicleIds));
            statement.setObject(2, SqlStatements.time(now));
            return pairs(statement);
        });
    }

    private static Map<String, List<String>> pairs(PreparedStatement statement) throws SQLException {
        Map<String, List<String>> pairs = new HashMap<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                pairs.computeIfAbsent(found.getString(1), car -> new ArrayList<>())
                        .add(found.getString(2));
            }
        }
        return pairs;
    }
}
