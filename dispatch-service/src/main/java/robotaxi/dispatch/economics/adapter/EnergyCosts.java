package robotaxi.dispatch.economics.adapter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import robotaxi.dispatch.economics.BatteryAccount;
import robotaxi.dispatch.task.TaskPlanner;

/** Follows what energy cost from the charger through each car's battery to the rides and tasks that it was driven for. */
final class EnergyCosts {
    /** What each car's battery gave and got, in the order in which it did: a charge is told when it is over, its way before it. */
    private static final String STEPS = """
            with step as (
                select move.time, before.vehicle_id, move.ride_id, before.battery_percent as from_percent,
                       move.battery_percent as to_percent, cast(null as text) as task_id, 0.0 as charged_percent,
                       0 as tariff, 0 as kind, move.position
                from ride_transition move
                join ride_transition before on before.ride_id = move.ride_id and before.version = move.version - 1
                join ride on ride.id = move.ride_id
                where before.vehicle_id is not null and ride.market_id = ? and move.position > ? and move.position <= ?
                union all
                select move.time, task.vehicle_id, '', before.battery_percent,
                       case when charge.is_over then task.arrived_percent else move.battery_percent end,
                       case when charge.is_over then task.task_id end,
                       case when charge.is_over then greatest(0, task.ended_percent - task.arrived_percent) else 0 end,
                       coalesce(site.tariff_minor_per_kwh, 0), 1, move.position
                from car_task_move move
                join car_task_move before on before.task_id = move.task_id and before.version = move.version - 1
                join car_task task on task.task_id = move.task_id
                left join charging_site site on site.site_id = task.site_id
                cross join lateral (
                    select task.kind = 'CHARGE' and task.arrived_percent is not null and task.ended_percent is not null
                        and move.state in ('DONE', 'CANCELLED', 'FAILED', 'EXPIRED') as is_over) charge
                where before.state <> 'PLANNED' and task.market_id = ? and move.position > ? and move.position <= ?)
            select (time at time zone 'UTC')::date, vehicle_id, ride_id, from_percent, to_percent, task_id, charged_percent, tariff
            from step order by time, kind, position""";

    private static final String CHARGE = "insert into economics_charge values (?, ?, ?, ?, ?, ?, ?)";

    private static final String USE = """
            insert into economics_energy values (?, ?, ?, ?, ?)
            on conflict (market_id, day, vehicle_id, ride_id)
            do update set used_minor = economics_energy.used_minor + excluded.used_minor""";

    private static final String HOLD = """
            insert into economics_battery values (?, ?, ?)
            on conflict (market_id, vehicle_id) do update set held_minor = excluded.held_minor""";

    private final Connection connection;
    private final String market;
    private final Map<String, BatteryAccount> batteries = new HashMap<>();

    /** Of a market, in the connection's transaction. */
    EnergyCosts(Connection connection, String market) {
        this.connection = connection;
        this.market = market;
    }

    /** Follows all steps between two positions in the histories of rides and of tasks. */
    void follow(long afterMove, long upToMove, long afterTask, long upToTask) throws SQLException {
        try (var steps = connection.prepareStatement(STEPS);
                var charge = connection.prepareStatement(CHARGE);
                var use = connection.prepareStatement(USE);
                var hold = connection.prepareStatement(HOLD)) {
            steps.setString(1, market);
            steps.setLong(2, afterMove);
            steps.setLong(3, upToMove);
            steps.setString(4, market);
            steps.setLong(5, afterTask);
            steps.setLong(6, upToTask);
            try (var row = steps.executeQuery()) {
                while (row.next()) {
                    LocalDate day = row.getObject(1, LocalDate.class);
                    String vehicle = row.getString(2);
                    double from = row.getDouble(4);
                    boolean isKnown = !row.wasNull();
                    double to = row.getDouble(5);
                    if (isKnown && !row.wasNull()) {
                        use(use, day, vehicle, row.getString(3), from, to);
                    }
                    String task = row.getString(6);
                    if (task != null) {
                        charge(charge, day, vehicle, task, row.getDouble(7), row.getLong(8));
                    }
                }
            }
            use.executeBatch();
            charge.executeBatch();
            for (var battery : batteries.entrySet()) {
                hold.setString(1, market);
                hold.setString(2, battery.getKey());
                hold.setLong(3, battery.getValue().heldMinor());
                hold.addBatch();
            }
            hold.executeBatch();
        }
    }

    private void use(PreparedStatement use, LocalDate day, String vehicle, String ride, double from, double to)
            throws SQLException {
        BatteryAccount battery = battery(vehicle);
        long taken = battery.takenMinor(from, to);
        if (taken > 0) {
            batteries.put(vehicle, battery.drawn(taken));
            use.setString(1, market);
            use.setObject(2, day);
            use.setString(3, vehicle);
            use.setString(4, ride);
            use.setLong(5, taken);
            use.addBatch();
        }
    }

    private void charge(
            PreparedStatement charge, LocalDate day, String vehicle, String task, double percent, long tariff)
            throws SQLException {
        long cost = BatteryAccount.costMinor(percent, TaskPlanner.BATTERY_KILOWATT_HOURS, tariff);
        batteries.put(vehicle, battery(vehicle).charged(cost));
        charge.setString(1, task);
        charge.setString(2, market);
        charge.setObject(3, day);
        charge.setString(4, vehicle);
        charge.setDouble(5, percent / 100 * TaskPlanner.BATTERY_KILOWATT_HOURS);
        charge.setLong(6, tariff);
        charge.setLong(7, cost);
        charge.addBatch();
    }

    private BatteryAccount battery(String vehicle) throws SQLException {
        BatteryAccount known = batteries.get(vehicle);
        if (known != null) {
            return known;
        }
        try (var query = connection.prepareStatement(
                "select held_minor from economics_battery where market_id = ? and vehicle_id = ?")) {
            query.setString(1, market);
            query.setString(2, vehicle);
            try (var row = query.executeQuery()) {
                BatteryAccount kept = row.next() ? new BatteryAccount(row.getLong(1)) : BatteryAccount.EMPTY;
                batteries.put(vehicle, kept);
                return kept;
            }
        }
    }
}
