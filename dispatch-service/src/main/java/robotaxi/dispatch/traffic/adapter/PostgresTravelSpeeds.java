package robotaxi.dispatch.traffic.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
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
    private final DataSource database;

    @Inject
    PostgresTravelSpeeds(DataSource database) {
        this.database = database;
    }

    /**
     * What was kept.
     *
     * @param map fingerprint of the map that the numbers of pieces belong to
     */
    List<TravelSpeeds.Known> list(String roads, int map) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select road_class, number, driven_seconds, map_seconds, counted_at from travel_speed
                        where roads = ? and map = ?""")) {
            query.setString(1, roads);
            query.setInt(2, map);
            List<TravelSpeeds.Known> known = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var pace = new Pace(
                            rows.getDouble(3),
                            rows.getDouble(4),
                            rows.getTimestamp(5).toInstant());
                    known.add(new TravelSpeeds.Known(new TravelSpeeds.Key(rows.getString(1), rows.getInt(2)), pace));
                }
            }
            return known;
        } catch (SQLException e) {
            throw new IllegalStateException("Travel speeds cannot be read", e);
        }
    }

    /** Keeps what is new, and forgets what has faded or belongs to another map. */
    void keep(String roads, int map, List<TravelSpeeds.Known> known) {
        try (var connection = database.getConnection();
                var upsert = connection.prepareStatement("""
                        insert into travel_speed (roads, map, road_class, number, driven_seconds, map_seconds, counted_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (roads, road_class, number) do update
                        set map = excluded.map, driven_seconds = excluded.driven_seconds,
                            map_seconds = excluded.map_seconds, counted_at = excluded.counted_at""");
                var forget = connection.prepareStatement("""
                        delete from travel_speed where roads = ?
                        and (map <> ? or road_class = '' and counted_at < now() - interval '1 day')""")) {
            for (TravelSpeeds.Known one : known) {
                upsert.setString(1, roads);
                upsert.setInt(2, map);
                upsert.setString(3, one.key().roadClass());
                upsert.setInt(4, one.key().number());
                upsert.setDouble(5, one.pace().drivenSeconds());
                upsert.setDouble(6, one.pace().mapSeconds());
                upsert.setTimestamp(7, Timestamp.from(one.pace().at()));
                upsert.addBatch();
            }
            upsert.executeBatch();
            forget.setString(1, roads);
            forget.setInt(2, map);
            forget.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Travel speeds cannot be kept", e);
        }
    }
}
