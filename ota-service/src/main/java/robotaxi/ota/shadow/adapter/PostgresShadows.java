package robotaxi.ota.shadow.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import robotaxi.contracts.vehicle.v1.ShadowCompared;
import robotaxi.ota.shadow.ShadowSums;
import robotaxi.ota.store.adapter.Sql;

/** Sums of shadows in PostgreSQL, a row for each candidate, release that drove, and place. */
@ApplicationScoped
class PostgresShadows {
    private final Sql sql;

    @Inject
    PostgresShadows(Sql sql) {
        this.sql = sql;
    }

    /** What cars saw in one place. */
    record Row(
            String candidateManifestSha256,
            String activeReleaseId,
            String cell,
            ShadowSums sums,
            Instant firstAt,
            Instant lastAt) {}

    /** Adds what a car tells. */
    void add(ShadowCompared told, Instant now) {
        sql.write(
                """
                insert into shadow_sum as known values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (candidate_release_id, candidate_manifest_sha256, active_release_id, cell) do update set
                    moments = known.moments + excluded.moments,
                    average_errors = array(select coalesce(a, 0) + coalesce(b, 0)
                        from unnest(known.average_errors, excluded.average_errors) with ordinality as bins (a, b, place) order by place),
                    final_errors = array(select coalesce(a, 0) + coalesce(b, 0)
                        from unnest(known.final_errors, excluded.final_errors) with ordinality as bins (a, b, place) order by place),
                    average_error_sum_metres = known.average_error_sum_metres + excluded.average_error_sum_metres,
                    final_error_sum_metres = known.final_error_sum_metres + excluded.final_error_sum_metres,
                    acceleration_sum = known.acceleration_sum + excluded.acceleration_sum,
                    curvature_sum = known.curvature_sum + excluded.curvature_sum,
                    same_intent = known.same_intent + excluded.same_intent,
                    same_reason = known.same_reason + excluded.same_reason,
                    active_uncomfortable = known.active_uncomfortable + excluded.active_uncomfortable,
                    candidate_uncomfortable = known.candidate_uncomfortable + excluded.candidate_uncomfortable,
                    candidate_faults = known.candidate_faults + excluded.candidate_faults,
                    last_at = excluded.last_at
                """,
                told.getCandidateReleaseId(),
                told.getCandidateManifestSha256(),
                told.getActiveReleaseId(),
                told.getCell(),
                (long) told.getMoments(),
                numbers(told.getAverageErrorsList()),
                numbers(told.getFinalErrorsList()),
                told.getAverageErrorSumMetres(),
                told.getFinalErrorSumMetres(),
                told.getAccelerationDifferenceSum(),
                told.getCurvatureDifferenceSum(),
                (long) told.getSameIntent(),
                (long) told.getSameReason(),
                (long) told.getActiveUncomfortable(),
                (long) told.getCandidateUncomfortable(),
                (long) told.getCandidateFaults(),
                now,
                now);
    }

    private static Long[] numbers(List<Integer> bins) {
        return bins.stream().map(Integer::longValue).toArray(Long[]::new);
    }

    /** All of a release, place by place. */
    List<Row> list(String releaseId) {
        return sql.list(
                "select * from shadow_sum where candidate_release_id = ? order by active_release_id, cell",
                row -> new Row(
                        row.getString("candidate_manifest_sha256"),
                        row.getString("active_release_id"),
                        row.getString("cell"),
                        sums(row),
                        Sql.timeOf(row, "first_at"),
                        Sql.timeOf(row, "last_at")),
                releaseId);
    }

    private static ShadowSums sums(ResultSet row) throws SQLException {
        return new ShadowSums(
                row.getLong("moments"),
                bins(row, "average_errors"),
                bins(row, "final_errors"),
                row.getDouble("average_error_sum_metres"),
                row.getDouble("final_error_sum_metres"),
                row.getDouble("acceleration_sum"),
                row.getDouble("curvature_sum"),
                row.getLong("same_intent"),
                row.getLong("same_reason"),
                row.getLong("active_uncomfortable"),
                row.getLong("candidate_uncomfortable"),
                row.getLong("candidate_faults"));
    }

    private static List<Long> bins(ResultSet row, String column) throws SQLException {
        return Arrays.asList((Long[]) row.getArray(column).getArray());
    }
}
