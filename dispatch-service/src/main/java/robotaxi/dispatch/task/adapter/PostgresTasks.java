package robotaxi.dispatch.task.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.adapter.FleetPicture;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.ChargingSite;
import robotaxi.dispatch.task.TaskKind;
import robotaxi.dispatch.task.TaskState;
import robotaxi.dispatch.task.Tasks;
import robotaxi.dispatch.task.Wear;

/** Tasks in PostgreSQL: version check, row and history in one transaction. */
@ApplicationScoped
class PostgresTasks implements Tasks {
    private final DataSource database;
    private final FleetPicture fleet;

    @Inject
    PostgresTasks(DataSource database, FleetPicture fleet) {
        this.database = database;
        this.fleet = fleet;
    }

    @Override
    public List<CarTask> listOpen(String marketId) {
        return list("""
                select * from car_task where market_id = ? and state in ('PLANNED', 'ORDERED', 'UNDER_WAY')
                order by planned_at, task_id""", marketId);
    }

    /** The newest first, those that are over too. */
    List<CarTask> listAll(String marketId, int limit) {
        return list("select * from car_task where market_id = ? order by task_id desc limit " + limit, marketId);
    }

    @Override
    public Optional<CarTask> findByVehicle(String vehicleId) {
        return list("""
                        select * from car_task where vehicle_id = ? and state in ('PLANNED', 'ORDERED', 'UNDER_WAY')""", vehicleId).stream().findFirst();
    }

    @Override
    public Optional<CarTask> find(String taskId) {
        return list("select * from car_task where task_id = ?", taskId).stream().findFirst();
    }

    private List<CarTask> list(String statement, String parameter) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(statement)) {
            query.setString(1, parameter);
            List<CarTask> tasks = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    tasks.add(task(rows));
                }
            }
            return tasks;
        } catch (SQLException e) {
            throw new IllegalStateException("Tasks cannot be read", e);
        }
    }

    private static CarTask task(ResultSet row) throws SQLException {
        return new CarTask(
                row.getString("task_id"),
                row.getString("market_id"),
                row.getString("vehicle_id"),
                TaskKind.valueOf(row.getString("kind")),
                TaskState.valueOf(row.getString("state")),
                new Place(row.getDouble("latitude"), row.getDouble("longitude")),
                row.getString("site_id"),
                row.getString("actor"),
                row.getString("reason"),
                row.getString("mission_id"),
                row.getString("command_id"),
                row.getTimestamp("planned_at").toInstant(),
                row.getTimestamp("state_since").toInstant(),
                instant(row.getTimestamp("arrived_at")),
                row.getObject("arrived_percent", Double.class),
                row.getObject("ended_percent", Double.class),
                row.getString("cause"),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    @Override
    public void add(CarTask task) {
        write("""
                insert into car_task (kind, state, latitude, longitude, site_id, actor, reason, mission_id, command_id,
                    planned_at, state_since, arrived_at, arrived_percent, ended_percent, cause, version, market_id,
                    vehicle_id, task_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", task, 0);
        tell(task);
    }

    @Override
    public void save(CarTask task, CarTask before) {
        write("""
                update car_task set kind = ?, state = ?, latitude = ?, longitude = ?, site_id = ?, actor = ?, reason = ?,
                    mission_id = ?, command_id = ?, planned_at = ?, state_since = ?, arrived_at = ?, arrived_percent = ?,
                    ended_percent = ?, cause = ?, version = ?
                where market_id = ? and vehicle_id = ? and task_id = ? and version = ?""", task, before.version());
        tell(task);
    }

    private void write(String statement, CarTask task, long versionBefore) {
        try (var connection = database.getConnection();
                var write = connection.prepareStatement(statement)) {
            fill(write, task);
            if (versionBefore > 0) {
                write.setLong(20, versionBefore);
            }
            if (write.executeUpdate() != 1) {
                throw new IllegalStateException("task " + task.taskId() + " changed since it was read");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A task cannot be kept", e);
        }
    }

    private static void fill(PreparedStatement write, CarTask task) throws SQLException {
        write.setString(1, task.kind().name());
        write.setString(2, task.state().name());
        write.setDouble(3, task.place().latitude());
        write.setDouble(4, task.place().longitude());
        write.setString(5, task.siteId());
        write.setString(6, task.actor());
        write.setString(7, task.reason());
        write.setString(8, task.missionId());
        write.setString(9, task.commandId());
        write.setTimestamp(10, Timestamp.from(task.plannedAt()));
        write.setTimestamp(11, Timestamp.from(task.stateSince()));
        Instant arrived = task.arrivedAt();
        write.setTimestamp(12, arrived == null ? null : Timestamp.from(arrived));
        write.setObject(13, task.arrivedPercent(), Types.DOUBLE);
        write.setObject(14, task.endedPercent(), Types.DOUBLE);
        write.setString(15, task.cause());
        write.setLong(16, task.version());
        write.setString(17, task.marketId());
        write.setString(18, task.vehicleId());
        write.setString(19, task.taskId());
    }

    private void tell(CarTask task) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into car_task_move
                            (task_id, version, state, cause, time, odometer_metres, battery_percent)
                        values (?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, task.taskId());
            insert.setLong(2, task.version());
            insert.setString(3, task.state().name());
            insert.setString(4, task.cause());
            insert.setTimestamp(5, Timestamp.from(task.stateSince()));
            var meters = fleet.meters(task.vehicleId());
            insert.setObject(6, meters.map(FleetPicture.Meters::odometerMetres).orElse(null), Types.DOUBLE);
            insert.setObject(7, meters.map(FleetPicture.Meters::batteryPercent).orElse(null), Types.DOUBLE);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A task's history cannot be kept", e);
        }
    }

    @Override
    public Map<String, Wear> wear(Collection<String> vehicleIds) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select ride.vehicle_id, count(*), bool_or(exists (
                            select 1 from ride_entry fee where fee.ride_id = ride.id and fee.kind = 'CLEANING_FEE'))
                        from unnest(?) as car (id) join ride on ride.vehicle_id = car.id
                        where ride.picked_up_at > coalesce(
                            (select max(state_since) from car_task
                             where vehicle_id = car.id and kind = 'CLEAN' and state = 'DONE'), '-infinity')
                        group by ride.vehicle_id""")) {
            query.setArray(1, connection.createArrayOf("text", vehicleIds.toArray()));
            Map<String, Wear> wear = new HashMap<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    wear.put(rows.getString(1), new Wear(rows.getInt(2), rows.getBoolean(3)));
                }
            }
            return wear;
        } catch (SQLException e) {
            throw new IllegalStateException("What riders left behind cannot be read", e);
        }
    }

    @Override
    public List<ChargingSite> sites(String marketId) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select * from charging_site where market_id = ? order by site_id")) {
            query.setString(1, marketId);
            List<ChargingSite> sites = new ArrayList<>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    sites.add(new ChargingSite(
                            row.getString("site_id"),
                            marketId,
                            row.getString("name"),
                            new Place(row.getDouble("latitude"), row.getDouble("longitude")),
                            row.getInt("places"),
                            row.getDouble("power_kilowatts"),
                            row.getLong("tariff_minor_per_kwh"),
                            row.getString("currency")));
                }
            }
            return sites;
        } catch (SQLException e) {
            throw new IllegalStateException("Charging sites cannot be read", e);
        }
    }

    /** Keeps a depot unless there is one of that id. */
    void addSite(ChargingSite site) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into charging_site values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, site.siteId());
            insert.setString(2, site.marketId());
            insert.setString(3, site.name());
            insert.setDouble(4, site.place().latitude());
            insert.setDouble(5, site.place().longitude());
            insert.setInt(6, site.places());
            insert.setDouble(7, site.powerKilowatts());
            insert.setLong(8, site.tariffMinorPerKilowattHour());
            insert.setString(9, site.currency());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A charging site cannot be kept", e);
        }
    }
}
