package robotaxi.benchmarks.evidence.adapter;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import robotaxi.benchmarks.evidence.RideStep;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Ports;

/** The databases of dispatch and incidents, read with the services' own log-ins. */
public final class RideStore {
    private final Ports ports;
    private final Secrets secrets;

    /** A store on this machine. */
    public RideStore(Ports ports, Secrets secrets) {
        this.ports = ports;
        this.secrets = secrets;
    }

    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /**
     * Rides that the askers of the given rides asked for in that time, with their state as the table has it. Some may be
     * unknown to who asked: their answer was lost with a killed process.
     */
    public Map<String, String> states(Set<String> rides, Instant begin, Instant end) throws SQLException {
        String sql = """
                select id, state from ride where requested_at between ? and ?
                and rider_id in (select rider_id from ride where id = any (?))""";
        return query("dispatch", sql, List.of(Timestamp.from(begin), Timestamp.from(end), rides), rows -> {
            Map<String, String> states = new TreeMap<>();
            while (rows.next()) {
                states.put(rows.getString(1), rows.getString(2));
            }
            return states;
        });
    }

    /** Every move of every ride. */
    public List<RideStep> steps() throws SQLException {
        return query(
                "dispatch",
                "select ride_id, version, from_state, to_state, vehicle_id, time from ride_transition",
                List.of(),
                rows -> {
                    List<RideStep> steps = new ArrayList<>();
                    while (rows.next()) {
                        steps.add(new RideStep(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getString(3),
                                rows.getString(4),
                                Optional.ofNullable(rows.getString(5)),
                                rows.getTimestamp(6).toInstant()));
                    }
                    return steps;
                });
    }

    /** Every ride with its state as the table has it. */
    public Map<String, String> states() throws SQLException {
        return query("dispatch", "select id, state from ride", List.of(), rows -> {
            Map<String, String> states = new TreeMap<>();
            while (rows.next()) {
                states.put(rows.getString(1), rows.getString(2));
            }
            return states;
        });
    }

    /** Moves that an owner wrote after a later owner of the market had moved the same ride, as {@code ride/version}. */
    public Set<String> lateWrites() throws SQLException {
        String sql = """
                select move from (
                    select ride_id || '/' || version as move, market_epoch,
                        lag(market_epoch) over (partition by ride_id order by version) as before
                    from ride_transition) as moves
                where market_epoch < before""";
        return query("dispatch", sql, List.of(), rows -> {
            Set<String> moves = new HashSet<>();
            while (rows.next()) {
                moves.add(rows.getString(1));
            }
            return moves;
        });
    }

    /** Events that have not left for the broker yet. */
    public long waitingEvents() throws SQLException {
        return query("dispatch", "select count(*) from outbox", List.of(), rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    /** Safety events that belong to an incident. */
    public Set<String> safetyEvents() throws SQLException {
        return query("incident", "select event_id from incident_safety_event", List.of(), rows -> {
            Set<String> events = new HashSet<>();
            while (rows.next()) {
                events.add(rows.getString(1));
            }
            return events;
        });
    }

    private <T> T query(String database, String sql, List<Object> parameters, Reader<T> reader) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/" + database + "?connectTimeout=5";
        try (Connection connection = DriverManager.getConnection(url, database, secrets.get("database." + database));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                Object parameter = parameters.get(i);
                statement.setObject(
                        i + 1,
                        parameter instanceof Set<?> ids ? connection.createArrayOf("text", ids.toArray()) : parameter);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        }
    }
}
