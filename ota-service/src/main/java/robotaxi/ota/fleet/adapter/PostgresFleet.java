package robotaxi.ota.fleet.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;

/** The fleet's picture in PostgreSQL. */
@ApplicationScoped
class PostgresFleet implements Fleet {
    private static final String SELECT =
            "select vehicle_id, hardware_id, connected, running_release_id, running_since from vehicle ";

    private final DataSource database;

    @Inject
    PostgresFleet(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<FleetVehicle> find(String vehicleId) {
        return query(SELECT + "where vehicle_id = ?", vehicleId).stream().findFirst();
    }

    @Override
    public List<FleetVehicle> list() {
        return query(SELECT + "order by vehicle_id");
    }

    @Override
    public void register(String vehicleId, String hardwareId) {
        write(
                "insert into vehicle (vehicle_id, hardware_id) values (?, ?)"
                        + " on conflict (vehicle_id) do update set hardware_id = excluded.hardware_id",
                vehicleId,
                hardwareId);
    }

    @Override
    public void presence(String vehicleId, boolean connected, long sessionEpoch) {
        write(
                "insert into vehicle (vehicle_id, connected, session_epoch) values (?, ?, ?)"
                        + " on conflict (vehicle_id) do update"
                        + " set connected = excluded.connected, session_epoch = excluded.session_epoch"
                        + " where vehicle.session_epoch <= excluded.session_epoch",
                vehicleId,
                connected,
                sessionEpoch);
    }

    @Override
    public void running(String vehicleId, String releaseId, Instant seenAt) {
        write(
                "insert into vehicle (vehicle_id, running_release_id, running_since) values (?, ?, ?)"
                        + " on conflict (vehicle_id) do update set running_release_id = excluded.running_release_id,"
                        + " running_since = excluded.running_since"
                        + " where vehicle.running_release_id is distinct from excluded.running_release_id",
                vehicleId,
                releaseId,
                Timestamp.from(seenAt));
    }

    private void write(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The fleet's picture cannot be written", e);
        }
    }

    private List<FleetVehicle> query(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<FleetVehicle> vehicles = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    vehicles.add(vehicle(rows));
                }
            }
            return vehicles;
        } catch (SQLException e) {
            throw new IllegalStateException("The fleet's picture cannot be read", e);
        }
    }

    private static FleetVehicle vehicle(ResultSet rows) throws SQLException {
        Timestamp since = rows.getTimestamp(5);
        return new FleetVehicle(
                rows.getString(1),
                rows.getString(2),
                rows.getBoolean(3),
                rows.getString(4),
                since == null ? null : since.toInstant());
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
