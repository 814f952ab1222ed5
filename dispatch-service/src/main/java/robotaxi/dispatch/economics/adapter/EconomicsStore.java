package robotaxi.dispatch.economics.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import robotaxi.dispatch.economics.EnergyBalance;
import robotaxi.dispatch.economics.Line;
import robotaxi.dispatch.economics.Reconciliation;

/** Reads the figures that were added up, and the ledger beside them. */
@ApplicationScoped
class EconomicsStore {
    private final DataSource database;

    @Inject
    EconomicsStore(DataSource database) {
        this.database = database;
    }

    /** By what the figures are put together. */
    enum By {
        DAY("to_char(day, 'YYYY-MM-DD')", "to_char(day, 'YYYY-MM-DD')", "to_char(day, 'YYYY-MM-DD')"),
        VEHICLE("coalesce(ride.vehicle_id, '')", "vehicle_id", "vehicle_id"),
        RIDE("ride_id", "ride_id", "''");

        private final String ofMoney;
        private final String ofWork;
        private final String ofCharge;

        By(String ofMoney, String ofWork, String ofCharge) {
            this.ofMoney = ofMoney;
            this.ofWork = ofWork;
            this.ofCharge = ofCharge;
        }
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Days from the first to the last, both counted, UTC; ordered by key. Work without a ride stands under an empty one. */
    List<Line> lines(String market, By by, LocalDate first, LocalDate last, String currency) {
        String statement = """
                with money as (
                    select %s as key, sum(revenue_minor) as revenue
                    from economics_money join ride on ride.id = ride_id
                    where economics_money.market_id = ? and day between ? and ? group by 1),
                work as (
                    select %s as key, sum(empty_metres) as empty, sum(loaded_metres) as loaded, sum(energy_kwh) as energy,
                           sum(busy_seconds) as busy, sum(assistance_seconds) as assistance, sum(completed) as completed
                    from economics_work where market_id = ? and day between ? and ? group by 1),
                used as (
                    select %s as key, sum(used_minor) as used
                    from economics_energy where market_id = ? and day between ? and ? group by 1),
                charged as (
                    select %s as key, sum(energy_kwh) as charged_kwh, sum(cost_minor) as cost
                    from economics_charge where market_id = ? and day between ? and ? group by 1)
                select key, coalesce(revenue, 0), coalesce(completed, 0), coalesce(empty, 0), coalesce(loaded, 0),
                       coalesce(energy, 0), coalesce(used, 0), coalesce(charged_kwh, 0), coalesce(cost, 0), coalesce(busy, 0),
                       coalesce(assistance, 0)
                from money full join work using (key) full join used using (key) full join charged using (key)
                order by key""".formatted(by.ofMoney, by.ofWork, by.ofWork, by.ofCharge);
        return list(
                statement,
                market,
                first,
                last,
                row -> new Line(
                        row.getString(1),
                        currency,
                        row.getLong(2),
                        row.getInt(3),
                        row.getDouble(4),
                        row.getDouble(5),
                        row.getDouble(6),
                        row.getLong(7),
                        row.getDouble(8),
                        row.getLong(9),
                        row.getDouble(10),
                        row.getDouble(11)));
    }

    /** One for each currency. */
    List<Reconciliation> reconcile(String market, LocalDate first, LocalDate last) {
        return list(
                """
                with ledger as (
                    select entry.currency,
                           sum(case 'RIDER' when debit then amount_minor when credit then -amount_minor else 0 end) as all_of_it,
                           coalesce(sum(case 'RIDER' when debit then amount_minor when credit then -amount_minor else 0 end)
                               filter (where position > coalesce((select entry_position from economics_checkpoint mark
                                   where mark.market_id = ride.market_id), 0)), 0) as pending
                    from ride_entry entry join ride on ride.id = entry.ride_id
                    where ride.market_id = ? and (entry.time at time zone 'UTC')::date between ? and ? group by 1),
                counted as (
                    select currency, sum(revenue_minor) as counted from economics_money
                    where market_id = ? and day between ? and ? group by 1)
                select currency, coalesce(all_of_it, 0), coalesce(counted, 0), coalesce(pending, 0)
                from ledger full join counted using (currency) order by currency""",
                market,
                first,
                last,
                row -> new Reconciliation(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    /** Of all time: what was bought long ago may be driven today. */
    EnergyBalance energy(String market) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("""
                        select coalesce((select sum(cost_minor) from economics_charge where market_id = ?), 0),
                               coalesce((select sum(used_minor) from economics_energy where market_id = ?), 0),
                               coalesce((select sum(held_minor) from economics_battery where market_id = ?), 0)""")) {
            for (int i = 1; i <= 3; i++) {
                query.setString(i, market);
            }
            try (var row = query.executeQuery()) {
                row.next();
                return new EnergyBalance(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The energy's costs cannot be read", e);
        }
    }

    /** The statement asks for market, first and last day, once or several times. */
    private <T> List<T> list(String statement, String market, LocalDate first, LocalDate last, Reader<T> reader) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(statement)) {
            for (int i = 0; i < query.getParameterMetaData().getParameterCount() / 3; i++) {
                query.setString(3 * i + 1, market);
                query.setObject(3 * i + 2, first);
                query.setObject(3 * i + 3, last);
            }
            List<T> found = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The figures cannot be read", e);
        }
    }
}
