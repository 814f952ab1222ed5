package robotaxi.dispatch.traffic.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import robotaxi.dispatch.traffic.Pace;
import robotaxi.dispatch.traffic.TravelSpeeds;

/**
 * What is known of travel times, in PostgreSQL. Every instance learns the same from the same telemetry, so a late writer does
 * no harm and no lease is asked for.
 */
@ApplicationScoped
class PostgresTravelSpeeds {
    /** After this long a jam on one piece of road says nothing any more. */
    private static final Duration FADED = Duration.ofDays(1);

    private final DataSource database;

    @Inject
    PostgresTravelSpeeds(DataSource database) {
        this.database = database;
    }

    /**
     * Whose speeds they are.
     *
     * @param id the first market on the roads
     * @param map fingerprint of the map that the numbers of pieces belong to
     * @param zone whose hours the classes' habits go by
     */
    record Roads(String id, int map, ZoneId zone) {}

    /** A row, and the zone whose hours it goes by. */
    private record Row(TravelSpeeds.Known known, int map, ZoneId zone) {}

    /** What was kept. */
    List<TravelSpeeds.Known> list(Roads roads) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select road_class, number, driven_seconds, map_seconds, counted_at, map, zone from travel_speed
                        where roads = ? and map = ?""")) {
            query.setString(1, roads.id());
            query.setInt(2, roads.map());
            return rows(query).stream().map(Row::known).toList();
        } catch (SQLException e) {
            throw new IllegalStateException("Travel speeds cannot be read", e);
        }
    }

    /** Goes on with what was learned by another zone's hours: each habit moves to the hour that it was then. Part of a transaction. */
    void adopt(Roads roads) {
        try (var connection = database.getConnection();
                var take = connection.prepareStatement("""
                        delete from travel_speed where roads = ? and road_class <> '' and zone <> ?
                        returning road_class, number, driven_seconds, map_seconds, counted_at, map, zone""");
                var put = upsert(connection, "nothing")) {
            take.setString(1, roads.id());
            take.setString(2, roads.zone().getId());
            // Where two hours of before are one now, as when the clocks moved between their last counts, the younger
            // stays.
            List<Row> learned = new ArrayList<>(rows(take));
            learned.sort(
                    Comparator.comparing((Row row) -> row.known().pace().at()).reversed());
            for (Row row : learned) {
                add(
                        put,
                        new Roads(roads.id(), row.map(), roads.zone()),
                        row.known().by(roads.zone(), row.zone()));
            }
            put.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Travel speeds cannot be moved to the market's hours", e);
        }
    }

    /** Keeps what is new, and forgets what has faded by now or belongs to another map. */
    void keep(Roads roads, List<TravelSpeeds.Known> known, Instant now) {
        try (var connection = database.getConnection();
                var put = upsert(connection, """
                        update set map = excluded.map, zone = excluded.zone, driven_seconds = excluded.driven_seconds,
                            map_seconds = excluded.map_seconds, counted_at = excluded.counted_at""");
                var forget = connection.prepareStatement("""
                        delete from travel_speed where roads = ?
                        and (map <> ? or road_class = '' and counted_at < ?)""")) {
            for (TravelSpeeds.Known one : known) {
                add(put, roads, one);
            }
            put.executeBatch();
            forget.setString(1, roads.id());
            forget.setInt(2, roads.map());
            forget.setTimestamp(3, Timestamp.from(now.minus(FADED)));
            forget.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Travel speeds cannot be kept", e);
        }
    }

    private static PreparedStatement upsert(Connection connection, String otherwise) throws SQLException {
        return connection.prepareStatement("""
                insert into travel_speed
                    (roads, map, zone, road_class, number, driven_seconds, map_seconds, counted_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (roads, road_class, number) do
                """ + otherwise);
    }

    private static void add(PreparedStatement put, Roads roads, TravelSpeeds.Known one) throws SQLException {
        put.setString(1, roads.id());
        put.setInt(2, roads.map());
        put.setString(3, roads.zone().getId());
        put.setString(4, one.key().roadClass());
        put.setInt(5, one.key().number());
        put.setDouble(6, one.pace().drivenSeconds());
        put.setDouble(7, one.pace().mapSeconds());
        put.setTimestamp(8, Timestamp.from(one.pace().at()));
        put.addBatch();
    }

    private static List<Row> rows(PreparedStatement query) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                var pace = new Pace(
                        rows.getDouble(3),
                        rows.getDouble(4),
                        rows.getTimestamp(5).toInstant());
                var key = new TravelSpeeds.Key(rows.getString(1), rows.getInt(2));
                found.add(new Row(new TravelSpeeds.Known(key, pace), rows.getInt(6), ZoneId.of(rows.getString(7))));
            }
        }
        return found;
    }
}
