package robotaxi.incident.liveview.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.incident.custody.adapter.Sql;
import robotaxi.incident.liveview.LiveViews;
import robotaxi.incident.liveview.View;
import robotaxi.incident.liveview.ViewState;
import robotaxi.incident.liveview.Watch;

/** Views and watches in PostgreSQL. */
@ApplicationScoped
class PostgresLiveViews implements LiveViews {
    private final Sql sql;

    @Inject
    PostgresLiveViews(DataSource database) {
        this.sql = new Sql(database);
    }

    @Override
    public void alone(String vehicleId) {
        var _ = sql.find(
                row -> true, "select pg_advisory_xact_lock(hashtextextended('live-view/' || ?, 0))", vehicleId);
    }

    @Override
    public Optional<View> find(String vehicleId) {
        return sql.find(PostgresLiveViews::view, "select * from live_view where vehicle_id = ?", vehicleId);
    }

    @Override
    public Optional<View> findByCommand(String commandId) {
        return sql.find(PostgresLiveViews::view, "select * from live_view where command_id = ?", commandId);
    }

    @Override
    public List<View> all() {
        return sql.list(PostgresLiveViews::view, "select * from live_view order by vehicle_id");
    }

    @Override
    public void save(View view) {
        sql.write(
                """
                insert into live_view (vehicle_id, id, state, command_id, shown_until, ask_again_at, code, detail)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (vehicle_id) do update set id = excluded.id, state = excluded.state,
                    command_id = excluded.command_id, shown_until = excluded.shown_until,
                    ask_again_at = excluded.ask_again_at, code = excluded.code, detail = excluded.detail""",
                view.vehicleId(),
                view.id(),
                view.state().wireName(),
                view.commandId(),
                view.shownUntil(),
                view.askAgainAt(),
                view.code(),
                view.detail());
    }

    @Override
    public void remove(String vehicleId) {
        sql.write("delete from live_view where vehicle_id = ?", vehicleId);
    }

    @Override
    public List<Watch> watches() {
        return sql.list(PostgresLiveViews::watch, "select * from live_watch order by vehicle_id, began_at, id");
    }

    @Override
    public List<Watch> watches(String vehicleId) {
        return sql.list(
                PostgresLiveViews::watch,
                "select * from live_watch where vehicle_id = ? order by began_at, id",
                vehicleId);
    }

    @Override
    public void save(Watch watch) {
        sql.write("""
                insert into live_watch (vehicle_id, id, person, began_at, lease_until) values (?, ?, ?, ?, ?)
                on conflict (vehicle_id, id) do update set lease_until = excluded.lease_until""", watch.vehicleId(), watch.id(), watch.person(), watch.beganAt(), watch.leaseUntil());
    }

    @Override
    public void remove(Watch watch) {
        sql.write("delete from live_watch where vehicle_id = ? and id = ?", watch.vehicleId(), watch.id());
    }

    @Override
    public List<String> due(Instant now) {
        return sql.list(row -> row.getString(1), """
                select vehicle_id from live_watch where lease_until <= ?
                union select vehicle_id from live_view where ask_again_at <= ?""", now, now);
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(
                row.getString("vehicle_id"),
                row.getString("id"),
                ViewState.of(row.getString("state")),
                row.getString("command_id"),
                Sql.time(row, "shown_until"),
                Sql.time(row, "ask_again_at"),
                row.getString("code"),
                row.getString("detail"));
    }

    private static Watch watch(ResultSet row) throws SQLException {
        return new Watch(
                row.getString("id"),
                row.getString("vehicle_id"),
                row.getString("person"),
                Sql.time(row, "began_at"),
                Sql.time(row, "lease_until"));
    }
}
