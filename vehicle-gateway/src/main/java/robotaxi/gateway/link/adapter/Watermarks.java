package robotaxi.gateway.link.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import robotaxi.contracts.link.v1.Lane;

/** Keeps how far each car's lanes are durable, so that a car that comes to another gateway repeats little. */
@ApplicationScoped
class Watermarks {
    private final DataSource database;

    @Inject
    Watermarks(DataSource database) {
        this.database = database;
    }

    /** How far the lanes of these cars are; part of the transaction under way, if there is one. */
    Map<String, Map<Lane, Long>> load(Set<String> vehicleIds) {
        Map<String, Map<Lane, Long>> known = new HashMap<>();
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select vehicle_id, lane, sequence from lane_watermark where vehicle_id = any (?)")) {
            query.setArray(1, connection.createArrayOf("text", vehicleIds.toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    Lane lane = Lane.forNumber(rows.getInt(2));
                    if (lane != null) {
                        known.computeIfAbsent(rows.getString(1), id -> new EnumMap<>(Lane.class))
                                .put(lane, rows.getLong(3));
                    }
                }
            }
            return known;
        } catch (SQLException e) {
            throw new IllegalStateException("The lanes' watermarks cannot be read", e);
        }
    }

    /** Writes all in one statement; a lower number than the one that is there changes nothing. */
    void store(Map<String, Map<Lane, Long>> byVehicle) {
        List<String> vehicles = new ArrayList<>();
        List<Integer> lanes = new ArrayList<>();
        List<Long> sequences = new ArrayList<>();
        byVehicle.forEach((vehicle, reached) -> reached.forEach((lane, sequence) -> {
            vehicles.add(vehicle);
            lanes.add(lane.getNumber());
            sequences.add(sequence);
        }));
        if (vehicles.isEmpty()) {
            return;
        }
        try (var connection = database.getConnection();
                var upsert = connection.prepareStatement("""
                        insert into lane_watermark (vehicle_id, lane, sequence)
                        select * from unnest(?::text[], ?::int[], ?::bigint[]) order by 1, 2
                        on conflict (vehicle_id, lane)
                        do update set sequence = greatest(lane_watermark.sequence, excluded.sequence)""")) {
            upsert.setArray(1, connection.createArrayOf("text", vehicles.toArray()));
            upsert.setArray(2, connection.createArrayOf("int", lanes.toArray()));
            upsert.setArray(3, connection.createArrayOf("bigint", sequences.toArray()));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The lanes' watermarks cannot be written", e);
        }
    }
}
