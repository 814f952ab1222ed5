package robotaxi.dispatch.economics.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.task.TaskPlanner;

/**
 * Adds up what is new in the ledger and the histories of rides and tasks. What was added and how far is written in one transaction,
 * under the market's lease: each entry and each move counts once, whoever dies in between.
 */
@ApplicationScoped
public class EconomicsProjection {
    private static final Logger LOG = Logger.getLogger(EconomicsProjection.class);
    private static final long EVERY_SECONDS = 10;

    /** A rider's account grows by what is owed: fares and fees less releases, refunds and fees in dispute. */
    private static final String MONEY = """
            insert into economics_money
            select ride.market_id, (entry.time at time zone 'UTC')::date, entry.ride_id, entry.currency,
                   sum(case 'RIDER' when debit then amount_minor when credit then -amount_minor else 0 end)
            from ride_entry entry join ride on ride.id = entry.ride_id
            where ride.market_id = ? and entry.position > ? and entry.position <= ?
            group by 1, 2, 3, 4
            on conflict (market_id, day, ride_id, currency) do update
            set revenue_minor = economics_money.revenue_minor + excluded.revenue_minor""";

    /** What lies between a move and the one before it: the car's meters, and the time. */
    private static final String RIDES = """
            insert into economics_work
            select ride.market_id, (move.time at time zone 'UTC')::date, before.vehicle_id, move.ride_id,
                   sum(case when before.to_state in ('in-ride', 'stopped', 'hold', 'interrupted') then 0
                       else greatest(0, coalesce(move.odometer_metres - before.odometer_metres, 0)) end),
                   sum(case when before.to_state in ('in-ride', 'stopped', 'hold', 'interrupted')
                       then greatest(0, coalesce(move.odometer_metres - before.odometer_metres, 0)) else 0 end),
                   sum(greatest(0, coalesce(before.battery_percent - move.battery_percent, 0))) / 100 * ?,
                   sum(extract(epoch from move.time - before.time)),
                   sum(case when before.to_state = 'interrupted' then extract(epoch from move.time - before.time) else 0 end),
                   count(*) filter (where move.to_state = 'completed')
            from ride_transition move
            join ride_transition before on before.ride_id = move.ride_id and before.version = move.version - 1
            join ride on ride.id = move.ride_id
            where before.vehicle_id is not null and ride.market_id = ? and move.position > ? and move.position <= ?
            group by 1, 2, 3, 4
            on conflict (market_id, day, vehicle_id, ride_id) do update
            set empty_metres = economics_work.empty_metres + excluded.empty_metres,
                loaded_metres = economics_work.loaded_metres + excluded.loaded_metres,
                energy_kwh = economics_work.energy_kwh + excluded.energy_kwh,
                busy_seconds = economics_work.busy_seconds + excluded.busy_seconds,
                assistance_seconds = economics_work.assistance_seconds + excluded.assistance_seconds,
                completed = economics_work.completed + excluded.completed""";

    private static final String TASKS = """
            insert into economics_work
            select task.market_id, (move.time at time zone 'UTC')::date, task.vehicle_id, '',
                   sum(greatest(0, coalesce(move.odometer_metres - before.odometer_metres, 0))), 0,
                   sum(greatest(0, coalesce(before.battery_percent - move.battery_percent, 0))) / 100 * ?,
                   sum(extract(epoch from move.time - before.time)), 0, 0
            from car_task_move move
            join car_task_move before on before.task_id = move.task_id and before.version = move.version - 1
            join car_task task on task.task_id = move.task_id
            where before.state <> 'PLANNED' and task.market_id = ? and move.position > ? and move.position <= ?
            group by 1, 2, 3, 4
            on conflict (market_id, day, vehicle_id, ride_id) do update
            set empty_metres = economics_work.empty_metres + excluded.empty_metres,
                energy_kwh = economics_work.energy_kwh + excluded.energy_kwh,
                busy_seconds = economics_work.busy_seconds + excluded.busy_seconds""";

    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("economics").daemon().factory());
    private final DataSource database;
    private final MarketOwner owner;
    private final Markets markets;

    @Inject
    EconomicsProjection(DataSource database, MarketOwner owner, Markets markets) {
        this.database = database;
        this.owner = owner;
        this.markets = markets;
    }

    void onStart(@Observes StartupEvent event) {
        rounds.scheduleWithFixedDelay(this::round, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        rounds.shutdownNow();
    }

    private void round() {
        for (Markets.Market market : markets.list()) {
            try {
                if (owner.owns(market.id())) {
                    catchUp(market.id());
                }
            } catch (RuntimeException e) {
                LOG.warnf("A market's figures wait for the next round: %s", e.getMessage());
            }
        }
    }

    /** Adds up all that is new in a market that this instance owns. */
    void catchUp(String market) {
        owner.decide(market, _ -> {
            add(market);
            return true;
        });
    }

    private void add(String market) {
        try (var connection = database.getConnection()) {
            Positions from = positions(connection, market);
            Positions to = newest(connection);
            add(connection, MONEY, false, market, from.entry(), to.entry());
            add(connection, RIDES, true, market, from.move(), to.move());
            add(connection, TASKS, true, market, from.task(), to.task());
            new EnergyCosts(connection, market).follow(from.move(), to.move(), from.task(), to.task());
            keep(connection, market, to);
        } catch (SQLException e) {
            throw new IllegalStateException("The figures cannot be added up", e);
        }
    }

    private record Positions(long entry, long move, long task) {}

    private static Positions positions(Connection connection, String market) throws SQLException {
        try (var query = connection.prepareStatement("""
                select entry_position, move_position, task_position from economics_checkpoint where market_id = ?""")) {
            query.setString(1, market);
            try (var row = query.executeQuery()) {
                return row.next()
                        ? new Positions(row.getLong(1), row.getLong(2), row.getLong(3))
                        : new Positions(0, 0, 0);
            }
        }
    }

    /** Other markets' writers may still be at work below these; this one's is the caller. */
    private static Positions newest(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("""
                        select coalesce((select max(position) from ride_entry), 0),
                               coalesce((select max(position) from ride_transition), 0),
                               coalesce((select max(position) from car_task_move), 0)""");
                var row = query.executeQuery()) {
            row.next();
            return new Positions(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    private static void add(
            Connection connection, String statement, boolean hasBattery, String market, long after, long upTo)
            throws SQLException {
        try (var insert = connection.prepareStatement(statement)) {
            int next = 1;
            if (hasBattery) {
                insert.setDouble(next++, TaskPlanner.BATTERY_KILOWATT_HOURS);
            }
            insert.setString(next++, market);
            insert.setLong(next++, after);
            insert.setLong(next, upTo);
            insert.executeUpdate();
        }
    }

    private static void keep(Connection connection, String market, Positions to) throws SQLException {
        try (var update = connection.prepareStatement("""
                insert into economics_checkpoint values (?, ?, ?, ?)
                on conflict (market_id) do update set entry_position = excluded.entry_position,
                    move_position = excluded.move_position, task_position = excluded.task_position""")) {
            update.setString(1, market);
            update.setLong(2, to.entry());
            update.setLong(3, to.move());
            update.setLong(4, to.task());
            update.executeUpdate();
        }
    }
}
