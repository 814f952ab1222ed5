package robotaxi.incident.retention.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.incident.custody.adapter.Sql;
import robotaxi.incident.retention.Hold;
import robotaxi.incident.retention.RetentionClass;
import robotaxi.incident.retention.Retentions;

/** Holds, choices and tombstones in PostgreSQL. */
@ApplicationScoped
public class PostgresRetentions implements Retentions {
    /** Every blob of every incident that has content, with the moment at which it came. */
    private static final String BLOBS = """
            (select i.id as incident_id, c.sha256, true as is_clip, c.length_bytes, c.received_at
               from clip c join incident_safety_event e on e.event_id = c.event_id
               join incident i on i.id = e.incident_id and i.vehicle_id = c.vehicle_id
              where c.quarantine_reason = ''
             union all
             select i.id, k.sha256, false, 0, i.opened_at from key_frame k join incident i on i.id = k.incident_id) b
            where not exists (select 1 from evidence_tombstone t where t.incident_id = b.incident_id and t.sha256 = b.sha256)
            """;

    private final Sql sql;

    @Inject
    PostgresRetentions(DataSource database) {
        this.sql = new Sql(database);
    }

    @Override
    public Optional<Hold> activeHold(String incidentId) {
        return sql.find(
                PostgresRetentions::hold,
                "select * from evidence_hold where incident_id = ? and state <> 'released' for update",
                incidentId);
    }

    /** All holds there ever were, the last one first. */
    List<Hold> holds(String incidentId) {
        return sql.list(
                PostgresRetentions::hold,
                "select * from evidence_hold where incident_id = ? order by placed_at desc, id desc",
                incidentId);
    }

    @Override
    public void save(Hold hold) {
        sql.write(
                "insert into evidence_hold (id, incident_id, state, reason, placed_by, placed_at, release_reason, requested_by,"
                        + " request_expires_at, released_by, released_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (id) do update set state = excluded.state, release_reason = excluded.release_reason,"
                        + " requested_by = excluded.requested_by, request_expires_at = excluded.request_expires_at,"
                        + " released_by = excluded.released_by, released_at = excluded.released_at",
                hold.id(),
                hold.incidentId(),
                wireName(hold.state()),
                hold.reason(),
                hold.placedBy(),
                hold.placedAt(),
                hold.releaseReason(),
                hold.requestedBy(),
                hold.requestExpiresAt(),
                hold.releasedBy(),
                hold.releasedAt());
    }

    @Override
    public Optional<Choice> choice(String incidentId) {
        return sql.find(
                row -> new Choice(
                        RetentionClass.named(row.getString("class")).orElseThrow(),
                        row.getString("reason"),
                        row.getString("chosen_by"),
                        Sql.time(row, "chosen_at")),
                "select * from retention_choice where incident_id = ? order by id desc limit 1",
                incidentId);
    }

    @Override
    public void choose(String incidentId, Choice choice) {
        sql.write(
                "insert into retention_choice (incident_id, class, reason, chosen_by, chosen_at) values (?, ?, ?, ?, ?)",
                incidentId,
                choice.retention().wireName(),
                choice.reason(),
                choice.by(),
                choice.at());
    }

    @Override
    public List<Blob> blobs(String incidentId) {
        return sql.list(
                row -> new Blob(
                        row.getString("sha256"),
                        row.getBoolean("is_clip"),
                        row.getLong("length_bytes"),
                        Sql.time(row, "received_at")),
                "select distinct on (sha256) * from " + BLOBS
                        + " and incident_id = ? order by sha256, received_at desc",
                incidentId);
    }

    @Override
    public List<String> withBlobsBefore(Instant moment, int most) {
        return sql.list(
                row -> row.getString(1),
                "select incident_id from " + BLOBS
                        + " and received_at <= ? group by incident_id order by min(received_at) limit ?",
                moment,
                most);
    }

    @Override
    public void bury(String incidentId, String sha256, Instant now) {
        sql.write(
                "insert into evidence_tombstone (incident_id, sha256, deleted_at, is_unlinked) values (?, ?, ?, false)",
                incidentId,
                sha256,
                now);
    }

    /** Hashes whose content may still lie there. */
    List<String> toUnlink() {
        return sql.list(
                row -> row.getString(1), "select distinct sha256 from evidence_tombstone where not is_unlinked");
    }

    /**
     * Whether nothing that is kept has this content, and nothing that comes in announces it. Until the transaction ends no upload
     * begins, so that it stays so while the file goes.
     */
    boolean mayGo(String sha256) {
        sql.write("lock table upload in share mode");
        return sql.find(
                        row -> 1,
                        "select 1 from " + BLOBS + " and b.sha256 = ? union all"
                                + " select 1 from clip c where c.sha256 = ? and c.quarantine_reason = '' and not exists (select"
                                + " 1 from incident_safety_event e where e.event_id = c.event_id) union all"
                                + " select 1 from upload where state = 'open' and position(replace(encode(convert_to(?,"
                                + " 'UTF8'), 'base64'), E'\\n', '') in metadata) > 0",
                        sha256,
                        sha256,
                        sha256)
                .isEmpty();
    }

    void unlinked(String sha256) {
        sql.write("update evidence_tombstone set is_unlinked = true where sha256 = ?", sha256);
    }

    /** When the content of a blob went. */
    Optional<Instant> deletedAt(String incidentId, String sha256) {
        return sql.find(
                row -> Sql.time(row, "deleted_at"),
                "select deleted_at from evidence_tombstone where incident_id = ? and sha256 = ?",
                incidentId,
                sha256);
    }

    private static Hold hold(ResultSet row) throws SQLException {
        return new Hold(
                row.getString("id"),
                row.getString("incident_id"),
                Hold.State.valueOf(
                        row.getString("state").toUpperCase(Locale.ROOT).replace('-', '_')),
                row.getString("reason"),
                row.getString("placed_by"),
                Sql.time(row, "placed_at"),
                row.getString("release_reason"),
                row.getString("requested_by"),
                Sql.timeOrNull(row, "request_expires_at"),
                row.getString("released_by"),
                Sql.timeOrNull(row, "released_at"));
    }

    static String wireName(Hold.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
