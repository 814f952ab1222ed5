package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.store.adapter.Sql;

/** What became of a rollout and why, in PostgreSQL. */
@ApplicationScoped
class RolloutChanges {
    private final Sql sql;

    @Inject
    RolloutChanges(Sql sql) {
        this.sql = sql;
    }

    void add(Rollout rollout, Instant at, String actor, String detail) {
        sql.write(
                "insert into rollout_change (rollout_id, state, wave, at, actor, detail) values (?, ?, ?, ?, ?, ?)",
                rollout.plan().id().value(),
                rollout.state(),
                rollout.wave(),
                at,
                actor,
                detail.replace('\0', ' '));
    }

    /** All of a rollout, the newest first. */
    List<RolloutJson.ChangeView> list(RolloutId id) {
        return sql.list(
                "select * from rollout_change where rollout_id = ? order by position desc",
                row -> new RolloutJson.ChangeView(
                        row.getString("state"),
                        row.getInt("wave"),
                        Sql.timeOf(row, "at"),
                        row.getString("actor"),
                        row.getString("detail")),
                id.value());
    }
}
