package robotaxi.ota.record.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import robotaxi.ota.record.Obstacles;
import robotaxi.ota.record.Target;
import robotaxi.ota.record.VehicleRecord;
import robotaxi.ota.record.VehicleRecord.File;
import robotaxi.ota.record.VehicleRecord.Run;
import robotaxi.ota.record.VehicleRecord.Shown;
import robotaxi.ota.record.VehicleRecord.Step;
import robotaxi.ota.record.VehicleRecord.Update;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.store.adapter.Sql;

/** Reads what the database noted of a car while it happened. */
@ApplicationScoped
class PostgresVehicleRecords {
    private final Sql sql;

    @Inject
    PostgresVehicleRecords(Sql sql) {
        this.sql = sql;
    }

    /** A car's record, if there is such a car; its newest updates only, at most so many. */
    Optional<VehicleRecord> find(String vehicleId, int mostUpdates) {
        return sql.find("select hardware_id from vehicle where vehicle_id = ?", row -> row.getString(1), vehicleId)
                .map(hardware ->
                        new VehicleRecord(vehicleId, hardware, runs(vehicleId), updates(vehicleId, mostUpdates)));
    }

    /** What each car's newest update was to bring, unless it runs that; a stopped rollout wants nothing any more. */
    List<Target> targets(Obstacles obstacles) {
        return sql.list("""
                select newest.*, v.market_id, v.charge_percent, v.connected,
                       case when e.id is null then '{}' else obstacles(v, e) end as unfit
                from (
                    select distinct on (u.vehicle_id) u.vehicle_id, coalesce(u.return_to, r.release_id) as release_id, u.rollout_id,
                        r.state as rollout_state, u.state, u.since, u.code, u.detail, u.return_to is not null as returning,
                        u.action_id is not null as pulls, u.activate_command_id is not null as held
                    from vehicle_update u join rollout r on r.id = u.rollout_id
                    order by u.vehicle_id, r.created_at desc, r.id) newest
                join vehicle v using (vehicle_id) left join release e on e.id = newest.release_id
                where newest.rollout_state <> 'stopped' and v.running_release_id is distinct from newest.release_id
                      and not (newest.rollout_state = 'rolled-back' and newest.state = 'cancelled')
                order by vehicle_id""", row -> target(row, obstacles));
    }

    private static Target target(ResultSet row, Obstacles obstacles) throws SQLException {
        String state = row.getString("state");
        var car = new Obstacles.Car(
                VehicleState.ofWireName(state),
                row.getString("market_id"),
                row.getObject("charge_percent", Double.class),
                row.getBoolean("connected"),
                row.getBoolean("pulls"),
                row.getBoolean("held"),
                row.getBoolean("returning"),
                List.of(texts(row.getArray("unfit"))));
        return new Target(
                row.getString("vehicle_id"),
                row.getString("release_id"),
                row.getString("rollout_id"),
                row.getString("rollout_state"),
                state,
                Sql.timeOf(row, "since"),
                row.getString("code"),
                row.getString("detail"),
                obstacles.of(car));
    }

    private List<Run> runs(String vehicleId) {
        return sql.list(
                """
                select release_id, seen_at, lead(seen_at) over (order by position) as until
                from vehicle_run where vehicle_id = ? order by position""",
                row -> new Run(row.getString("release_id"), Sql.timeOf(row, "seen_at"), Sql.time(row, "until")),
                vehicleId);
    }

    private List<Update> updates(String vehicleId, int most) {
        Map<String, List<Step>> steps = steps(vehicleId);
        Map<String, List<Shown>> evidence = evidence(vehicleId);
        return sql.list("""
                select u.rollout_id, u.state, r.release_id, r.created_by, r.created_at, e.target_paths, e.target_hashes,
                    e.target_lengths,
                    array(select jsonb_array_elements_text(e.manifest::jsonb -> 'rxswin')) as rxswin,
                    (select release_id from vehicle_run v where v.vehicle_id = u.vehicle_id and v.seen_at <= r.created_at
                        order by position desc limit 1) as replaced,
                    array(select actor from rollout_approval a where a.rollout_id = r.id order by approved_at) as approvers
                from vehicle_update u join rollout r on r.id = u.rollout_id join release e on e.id = r.release_id
                where u.vehicle_id = ? order by r.created_at desc, r.id limit ?""", row -> update(row, steps, evidence), vehicleId, most);
    }

    private static Update update(ResultSet row, Map<String, List<Step>> allSteps, Map<String, List<Shown>> evidence)
            throws SQLException {
        String rollout = row.getString("rollout_id");
        String release = row.getString("release_id");
        List<Step> steps = allSteps.getOrDefault(rollout, List.of());
        Instant began = steps.isEmpty()
                ? Sql.timeOf(row, "created_at")
                : steps.getFirst().at();
        List<Shown> shown = evidence.getOrDefault(release, List.of()).stream()
                .filter(piece -> !piece.receivedAt().isAfter(began))
                .toList();
        return new Update(
                rollout,
                release,
                List.of(texts(row.getArray("rxswin"))),
                row.getString("replaced"),
                row.getString("state").equals("rolled-back"),
                row.getString("created_by"),
                List.of(texts(row.getArray("approvers"))),
                shown,
                files(row),
                steps);
    }

    /** Of all of a car's updates, by rollout. */
    private Map<String, List<Step>> steps(String vehicleId) {
        return grouped(sql.list(
                """
                select rollout_id, state, at, code, detail from vehicle_update_change where vehicle_id = ?
                order by position""",
                row -> Map.entry(
                        row.getString("rollout_id"),
                        new Step(
                                row.getString("state"),
                                Sql.timeOf(row, "at"),
                                row.getString("code"),
                                row.getString("detail"))),
                vehicleId));
    }

    /** On every release that was ever meant for a car, by release. */
    private Map<String, List<Shown>> evidence(String vehicleId) {
        return grouped(sql.list(
                """
                select release_id, id, kind, passed, received_at from release_evidence
                where release_id in (select r.release_id from vehicle_update u join rollout r on r.id = u.rollout_id
                    where u.vehicle_id = ?)
                order by received_at, id""",
                row -> Map.entry(
                        row.getString("release_id"),
                        new Shown(
                                row.getString("id"),
                                row.getString("kind"),
                                row.getBoolean("passed"),
                                Sql.timeOf(row, "received_at"))),
                vehicleId));
    }

    private static <T> Map<String, List<T>> grouped(List<Map.Entry<String, T>> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Releases from before their files were noted have paths only. */
    private static List<File> files(ResultSet row) throws SQLException {
        String[] paths = texts(row.getArray("target_paths"));
        String[] hashes = texts(row.getArray("target_hashes"));
        Long[] lengths = (Long[]) row.getArray("target_lengths").getArray();
        List<File> files = new ArrayList<>();
        for (int i = 0; i < paths.length; i++) {
            files.add(new File(paths[i], i < hashes.length ? hashes[i] : "", i < lengths.length ? lengths[i] : 0));
        }
        return files;
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}
