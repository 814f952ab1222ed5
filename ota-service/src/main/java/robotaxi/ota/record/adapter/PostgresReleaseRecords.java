package robotaxi.ota.record.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.store.adapter.Sql;

/** What is known of a release: what it is, what was shown of it, who let it drive where, and what became of each car. */
@ApplicationScoped
class PostgresReleaseRecords {
    private final Sql sql;

    @Inject
    PostgresReleaseRecords(Sql sql) {
        this.sql = sql;
    }

    /** The release; the manifest as it was kept. */
    record Published(
            String releaseId,
            String state,
            Instant publishedAt,
            String publishedBy,
            @Nullable Instant generalSince,
            List<String> paths,
            List<String> sha256,
            @Nullable String manifest) {}

    /** A piece of evidence, as it was signed. */
    record Evidence(
            String evidenceId,
            String kind,
            boolean passed,
            String document,
            String keyId,
            String signature,
            Instant receivedAt) {}

    /** A rollout of it. */
    record Rolled(
            String rolloutId,
            String state,
            Instant preparedAt,
            String preparedBy,
            List<String> approvedBy,
            String onBreach) {}

    /** Something that somebody did to it or to a rollout of it, as the audit has it. */
    record Act(long position, Instant at, String actor, String action, String subject, String reason, String hash) {}

    /**
     * A car in a rollout of it.
     *
     * @param replaced what it ran before
     * @param returnedTo what it was sent back to, or null
     */
    record Car(
            String rolloutId,
            String vehicleId,
            int wave,
            String state,
            Instant since,
            String code,
            String detail,
            @Nullable String replaced,
            @Nullable String returnedTo,
            String startedBy,
            List<String> approvedBy,
            @Nullable Instant offeredAt,
            @Nullable Instant activatedAt,
            @Nullable Instant endedAt) {}

    Published release(String releaseId) {
        return sql.find(
                        "select * from release where id = ?",
                        row -> new Published(
                                row.getString("id"),
                                row.getString("state"),
                                Sql.timeOf(row, "created_at"),
                                row.getString("created_by"),
                                Sql.time(row, "general_since"),
                                texts(row, "target_paths"),
                                texts(row, "target_hashes"),
                                row.getString("manifest")),
                        releaseId)
                .orElseThrow();
    }

    List<Evidence> evidence(String releaseId) {
        return sql.list(
                "select * from release_evidence where release_id = ? order by received_at, id",
                row -> new Evidence(
                        row.getString("id"),
                        row.getString("kind"),
                        row.getBoolean("passed"),
                        row.getString("document"),
                        row.getString("key_id"),
                        row.getString("signature"),
                        Sql.timeOf(row, "received_at")),
                releaseId);
    }

    List<Rolled> rollouts(String releaseId) {
        return sql.list(
                """
                select r.*, array(select actor from rollout_approval a where a.rollout_id = r.id order by approved_at, actor) as approvers
                from rollout r where r.release_id = ? order by r.created_at, r.id""",
                row -> new Rolled(
                        row.getString("id"),
                        row.getString("state"),
                        Sql.timeOf(row, "created_at"),
                        row.getString("created_by"),
                        texts(row, "approvers"),
                        row.getString("on_breach")),
                releaseId);
    }

    List<Act> acts(String releaseId) {
        return sql.list(
                """
                select * from audit_entry
                where subject = ? or subject in (select id from rollout where release_id = ?) order by position""",
                row -> new Act(
                        row.getLong("position"),
                        Sql.timeOf(row, "time"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("reason"),
                        row.getString("hash")),
                releaseId,
                releaseId);
    }

    /** The next cars after one, by rollout and car. */
    List<Car> cars(String releaseId, @Nullable Car after, int most) {
        return sql.list(
                """
                select u.rollout_id, u.vehicle_id, u.wave, u.state, u.since, u.code, u.detail, u.return_to, r.created_by,
                       array(select actor from rollout_approval a where a.rollout_id = r.id order by approved_at, actor) as approvers,
                       (select run.release_id from vehicle_run run where run.vehicle_id = u.vehicle_id
                            and run.seen_at <= r.created_at order by position desc limit 1) as replaced,
                       c.offered_at, c.activated_at, c.ended_at
                from rollout r join vehicle_update u on u.rollout_id = r.id
                     left join lateral (
                         select min(at) filter (where state = 'offered') as offered_at,
                                min(at) filter (where state = 'activating') as activated_at,
                                max(at) filter (where state in ('committed', 'rolled-back', 'failed', 'cancelled', 'lost')) as ended_at
                         from vehicle_update_change c where c.vehicle_id = u.vehicle_id and c.rollout_id = u.rollout_id) c on true
                where r.release_id = ? and (u.rollout_id, u.vehicle_id) > (?, ?)
                order by u.rollout_id, u.vehicle_id limit ?""",
                PostgresReleaseRecords::car,
                releaseId,
                after == null ? "" : after.rolloutId(),
                after == null ? "" : after.vehicleId(),
                most);
    }

    private static Car car(ResultSet row) throws SQLException {
        return new Car(
                row.getString("rollout_id"),
                row.getString("vehicle_id"),
                row.getInt("wave"),
                row.getString("state"),
                Sql.timeOf(row, "since"),
                row.getString("code"),
                row.getString("detail"),
                row.getString("replaced"),
                row.getString("return_to"),
                row.getString("created_by"),
                texts(row, "approvers"),
                Sql.time(row, "offered_at"),
                Sql.time(row, "activated_at"),
                Sql.time(row, "ended_at"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
