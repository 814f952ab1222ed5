package robotaxi.ota.director.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import robotaxi.ota.director.Directions;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.Direction;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.TargetFile;

/** Directions in PostgreSQL. A change only marks the car; who signs next brings the files up to it. */
@ApplicationScoped
class PostgresDirections implements Directions {
    /** A car may be between the timestamp of one version and the targets of it. */
    private static final int VERSIONS_KEPT = 3;

    private static final String NOTHING =
            "update director_vehicle set rollout_id = '', release_id = '', path = null, renew_at = '-infinity'";

    private final Sql sql;

    @Inject
    PostgresDirections(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void direct(List<Direction> directions) {
        sql.write(
                """
                insert into director_vehicle as known (vehicle_id, rollout_id, release_id, path, length_bytes, sha256, release_counter)
                select * from unnest(?, ?, ?, ?, ?, ?, ?)
                on conflict (vehicle_id) do update set rollout_id = excluded.rollout_id, release_id = excluded.release_id,
                    path = excluded.path, length_bytes = excluded.length_bytes, sha256 = excluded.sha256,
                    release_counter = excluded.release_counter, renew_at = '-infinity'
                where (known.rollout_id, known.release_id, known.path, known.sha256)
                    is distinct from (excluded.rollout_id, excluded.release_id, excluded.path, excluded.sha256)
                """,
                Sql.texts(directions, Direction::vehicleId),
                Sql.texts(directions, Direction::rolloutId),
                Sql.texts(directions, Direction::releaseId),
                Sql.texts(directions, each -> each.file().map(TargetFile::path).orElse(null)),
                directions.stream()
                        .map(each -> each.file().map(TargetFile::lengthBytes).orElse(0L))
                        .toArray(Long[]::new),
                Sql.texts(
                        directions, each -> each.file().map(TargetFile::sha256).orElse(null)),
                directions.stream()
                        .map(each -> each.file().map(TargetFile::releaseCounter).orElse(0L))
                        .toArray(Long[]::new));
    }

    @Override
    public void withdraw(String rolloutId, List<String> vehicleIds) {
        sql.write(
                NOTHING + " where rollout_id = ? and vehicle_id = any (?)",
                rolloutId,
                vehicleIds.toArray(String[]::new));
    }

    @Override
    public void withdrawAll(String rolloutId) {
        sql.write(NOTHING + " where rollout_id = ?", rolloutId);
    }

    @Override
    public void withdrawRelease(String releaseId) {
        sql.write(NOTHING + " where release_id = ?", releaseId);
    }

    @Override
    public List<String> listStopped() {
        return sql.list(
                "select id from release where driving_stopped_at is not null order by id", row -> row.getString(1));
    }

    @Override
    public void signAllAnew() {
        sql.write("update director_vehicle set renew_at = '-infinity'");
    }

    @Override
    public Optional<SignedDirection> fresh(String vehicleId, Instant now) {
        return sql.find("""
                select version, targets, snapshot, timestamp from director_metadata join director_vehicle using (vehicle_id, version)
                where vehicle_id = ? and renew_at > ?
                """, PostgresDirections::files, vehicleId, now);
    }

    @Override
    public Optional<SignedDirection> find(String vehicleId, long version) {
        return sql.find(
                "select version, targets, snapshot, timestamp from director_metadata where vehicle_id = ? and version = ?",
                PostgresDirections::files,
                vehicleId,
                version);
    }

    private static SignedDirection files(ResultSet row) throws SQLException {
        return new SignedDirection(
                row.getLong("version"), row.getBytes("targets"), row.getBytes("snapshot"), row.getBytes("timestamp"));
    }

    @Override
    public Optional<Unsigned> lock(String vehicleId) {
        sql.write(
                "insert into director_vehicle (vehicle_id) select vehicle_id from vehicle where vehicle_id = ?"
                        + " on conflict (vehicle_id) do nothing",
                vehicleId);
        return sql.find("""
                select director_vehicle.*, vehicle.hardware_id from director_vehicle join vehicle using (vehicle_id)
                where vehicle_id = ? for update of director_vehicle
                """, PostgresDirections::unsigned, vehicleId);
    }

    private static Unsigned unsigned(ResultSet row) throws SQLException {
        String path = row.getString("path");
        String sha256 = row.getString("sha256");
        Optional<TargetFile> file = path == null || sha256 == null
                ? Optional.empty()
                : Optional.of(new TargetFile(
                        path,
                        row.getLong("length_bytes"),
                        sha256,
                        List.of(row.getString("hardware_id")),
                        row.getLong("release_counter")));
        return new Unsigned(
                new Direction(
                        row.getString("vehicle_id"),
                        row.getString("hardware_id"),
                        row.getString("rollout_id"),
                        row.getString("release_id"),
                        file),
                row.getLong("version"));
    }

    @Override
    public List<String> due(Instant now, int most) {
        return sql.list(
                "select vehicle_id from director_vehicle where renew_at <= ? order by renew_at limit ? for update skip locked",
                row -> row.getString(1),
                now,
                most);
    }

    @Override
    public void keep(String vehicleId, SignedDirection files, Instant renewAt) {
        sql.write(
                "insert into director_metadata (vehicle_id, version, targets, snapshot, timestamp) values (?, ?, ?, ?, ?)",
                vehicleId,
                files.version(),
                files.targets(),
                files.snapshot(),
                files.timestamp());
        sql.write(
                "delete from director_metadata where vehicle_id = ? and version <= ?",
                vehicleId,
                files.version() - VERSIONS_KEPT);
        sql.write(
                "update director_vehicle set version = ?, renew_at = ? where vehicle_id = ?",
                files.version(),
                renewAt,
                vehicleId);
    }

    @Override
    public Optional<byte[]> newestRoot() {
        return sql.find("select body from director_root order by version desc limit 1", row -> row.getBytes(1));
    }

    @Override
    public Optional<byte[]> root(long version) {
        return sql.find("select body from director_root where version = ?", row -> row.getBytes(1), version);
    }

    @Override
    public void addRoot(SignedMetadata root) {
        sql.write(
                "insert into director_root (version, body, expires_at) values (?, ?, ?)",
                root.version(),
                root.bytes(),
                root.expiresAt());
        // It may list another key: what was signed with the last one counts for nothing under it.
        signAllAnew();
    }
}
