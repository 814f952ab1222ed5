package robotaxi.ota.fleet.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import robotaxi.ota.fleet.Commission;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;
import robotaxi.ota.store.adapter.Sql;

/** The fleet's picture in PostgreSQL. */
@ApplicationScoped
class PostgresFleet implements Fleet {
    private static final String SELECT =
            "select vehicle_id, hardware_id, market_id, calibration_id, agent_version, charge_percent, odometer_metres,"
                    + " connected, running_release_id, running_since from vehicle ";

    private final Sql sql;

    @Inject
    PostgresFleet(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<FleetVehicle> find(String vehicleId) {
        return sql.find(SELECT + "where vehicle_id = ?", PostgresFleet::vehicle, vehicleId);
    }

    @Override
    public Map<String, FleetVehicle> find(List<String> vehicleIds) {
        if (vehicleIds.isEmpty()) {
            return Map.of();
        }
        return sql
                .list(SELECT + "where vehicle_id = any (?)", PostgresFleet::vehicle, (Object)
                        vehicleIds.toArray(String[]::new))
                .stream()
                .collect(Collectors.toMap(FleetVehicle::vehicleId, Function.identity()));
    }

    @Override
    public List<FleetVehicle> list() {
        return sql.list(SELECT + "order by vehicle_id", PostgresFleet::vehicle);
    }

    @Override
    public void register(String vehicleId, String hardwareId) {
        sql.write(
                "insert into vehicle (vehicle_id, hardware_id) values (?, ?)"
                        + " on conflict (vehicle_id) do update set hardware_id = excluded.hardware_id",
                vehicleId,
                hardwareId);
    }

    @Override
    public void register(String vehicleId, String hardwareId, Commission commission) {
        sql.write(
                "insert into vehicle (vehicle_id, hardware_id, market_id, calibration_id, map_id, operating_area_ids)"
                        + " values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (vehicle_id) do update set hardware_id = excluded.hardware_id,"
                        + " market_id = excluded.market_id, calibration_id = excluded.calibration_id,"
                        + " map_id = excluded.map_id, operating_area_ids = excluded.operating_area_ids",
                vehicleId,
                hardwareId,
                commission.marketId(),
                commission.calibrationId(),
                commission.mapId(),
                commission.operatingAreaIds().toArray(String[]::new));
    }

    @Override
    public void stands(List<Condition> conditions) {
        sql.write(
                """
                update vehicle v set charge_percent = n.charge, odometer_metres = n.odometer,
                       agent_version = coalesce(nullif(n.agent, ''), v.agent_version)
                from unnest(?::text[], ?::text[], ?::text[]::float8[], ?::text[]::float8[]) as n (vehicle_id, agent, charge, odometer)
                where v.vehicle_id = n.vehicle_id""",
                Sql.texts(conditions, Condition::vehicleId),
                Sql.texts(conditions, Condition::agentVersion),
                Sql.texts(conditions, each -> Double.toString(each.chargePercent())),
                Sql.texts(conditions, each -> Double.toString(each.odometerMetres())));
    }

    @Override
    public void presence(String vehicleId, boolean connected, long sessionEpoch) {
        sql.write(
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
        sql.write(
                "insert into vehicle (vehicle_id, running_release_id, running_since) values (?, ?, ?)"
                        + " on conflict (vehicle_id) do update set running_release_id = excluded.running_release_id,"
                        + " running_since = excluded.running_since"
                        + " where vehicle.running_release_id is distinct from excluded.running_release_id",
                vehicleId,
                releaseId,
                seenAt);
    }

    @Override
    public void running(List<String> vehicleIds, String releaseId, Instant seenAt) {
        sql.write(
                "update vehicle set running_release_id = ?, running_since = ?"
                        + " where vehicle_id = any (?) and running_release_id is distinct from ?",
                releaseId,
                seenAt,
                vehicleIds.toArray(String[]::new),
                releaseId);
    }

    private static FleetVehicle vehicle(ResultSet row) throws SQLException {
        return new FleetVehicle(
                row.getString("vehicle_id"),
                row.getString("hardware_id"),
                row.getString("market_id"),
                row.getString("calibration_id"),
                row.getString("agent_version"),
                row.getObject("charge_percent", Double.class),
                row.getObject("odometer_metres", Double.class),
                row.getBoolean("connected"),
                row.getString("running_release_id"),
                Sql.time(row, "running_since"));
    }
}
