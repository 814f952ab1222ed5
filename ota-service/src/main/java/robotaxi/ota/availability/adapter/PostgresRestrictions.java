package robotaxi.ota.availability.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import robotaxi.ota.availability.Blackout;
import robotaxi.ota.availability.Cap;
import robotaxi.ota.availability.MarketService;
import robotaxi.ota.availability.Restrictions;
import robotaxi.ota.rollout.MaintenanceWindow;
import robotaxi.ota.store.adapter.Sql;

/** Blackouts and caps in PostgreSQL, and the cars that are out of service. */
@ApplicationScoped
class PostgresRestrictions implements Restrictions {
    private static final String MARKETS = """
            select v.market_id, count(*) as cars, count(*) filter (where exists (
                       select 1 from vehicle_update u
                       where u.vehicle_id = v.vehicle_id and not u.ended and u.action_id is null and u.deadline_at > ?
                             and (u.state in ('activating', 'trial')
                                  or (u.activate_command_id is not null and u.held_until > ?)))) as out
            from vehicle v left join device d on d.device_id = v.vehicle_id where d.device_id is null CONDITION
            group by v.market_id""";

    private final Sql sql;
    private final InstantSource clock;

    @Inject
    PostgresRestrictions(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public List<Blackout> blackouts() {
        return sql.list("select * from blackout order by id", PostgresRestrictions::blackout);
    }

    private static Blackout blackout(ResultSet row) throws SQLException {
        String schedule = row.getString("schedule");
        Blackout.Hours hours = schedule == null
                ? new Blackout.Once(Sql.timeOf(row, "begins_at"), Sql.timeOf(row, "ends_at"))
                : new Blackout.Recurring(new MaintenanceWindow(
                        schedule, Duration.ofSeconds(row.getLong("seconds")), ZoneId.of(row.getString("zone"))));
        return new Blackout(
                row.getString("id"),
                row.getString("market_id"),
                hours,
                row.getString("reason"),
                row.getString("created_by"),
                Sql.timeOf(row, "created_at"));
    }

    @Override
    public void add(Blackout blackout) {
        MaintenanceWindow window = blackout.hours() instanceof Blackout.Recurring(var recurring) ? recurring : null;
        Blackout.Once once = blackout.hours() instanceof Blackout.Once dates ? dates : null;
        sql.write(
                """
                insert into blackout (id, market_id, schedule, seconds, zone, begins_at, ends_at, reason, created_by, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                blackout.id(),
                blackout.marketId(),
                window == null ? null : window.schedule(),
                window == null ? null : window.duration().toSeconds(),
                window == null ? null : window.zone().getId(),
                once == null ? null : once.from(),
                once == null ? null : once.until(),
                blackout.reason(),
                blackout.createdBy(),
                blackout.createdAt());
    }

    @Override
    public boolean removeBlackout(String id) {
        return sql.write("delete from blackout where id = ?", id) > 0;
    }

    @Override
    public List<Cap> caps() {
        return sql.list("select * from service_cap order by market_id", PostgresRestrictions::cap);
    }

    private static Cap cap(ResultSet row) throws SQLException {
        return new Cap(
                Objects.requireNonNull(row.getString("market_id")),
                row.getObject("most_cars", Integer.class),
                row.getObject("most_percent", Integer.class));
    }

    @Override
    public void save(Cap cap) {
        sql.write(
                "insert into service_cap (market_id, most_cars, most_percent) values (?, ?, ?) on conflict (market_id)"
                        + " do update set most_cars = excluded.most_cars, most_percent = excluded.most_percent",
                cap.marketId(),
                cap.mostCars(),
                cap.mostPercent());
    }

    @Override
    public boolean removeCap(String marketId) {
        return sql.write("delete from service_cap where market_id = ?", marketId) > 0;
    }

    @Override
    public List<MarketService> markets() {
        Instant now = clock.instant();
        return sql.list(MARKETS.replace("CONDITION", ""), PostgresRestrictions::market, now, now);
    }

    @Override
    public Optional<MarketService> market(String marketId) {
        Instant now = clock.instant();
        return sql.find(
                MARKETS.replace("CONDITION", "and v.market_id = ?"), PostgresRestrictions::market, now, now, marketId);
    }

    private static MarketService market(ResultSet row) throws SQLException {
        return new MarketService(
                Objects.requireNonNull(row.getString("market_id")), row.getLong("cars"), row.getLong("out"));
    }

    @Override
    public String marketOf(String vehicleId) {
        return sql.find("select market_id from vehicle where vehicle_id = ?", row -> row.getString(1), vehicleId)
                .orElse("");
    }

    @Override
    public void lock(String marketId) {
        sql.find("select pg_advisory_xact_lock(hashtext('ota.out-of-service.' || ?))", row -> true, marketId);
    }
}
