package robotaxi.ota.rollout.adapter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.driving.DrivingTerms;
import robotaxi.ota.driving.EventKind;
import robotaxi.ota.rollout.Course;
import robotaxi.ota.rollout.DeviceAction.Consent;
import robotaxi.ota.rollout.InstallTerms;
import robotaxi.ota.rollout.InstallTerms.Manner;
import robotaxi.ota.rollout.MaintenanceWindow;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.store.adapter.Sql;

/** A rollout as PostgreSQL keeps it. */
final class RolloutRows {
    /** Of the table {@code rollout r}, under names that no other table's have. */
    static final String COLUMNS = """
            r.id as r_id, r.release_id as r_release, r.state as r_state, r.created_at as r_created_at,
            r.created_by as r_created_by, r.manner as r_manner, r.forced_at as r_forced_at,
            r.window_schedule as r_schedule, r.window_seconds as r_seconds, r.window_zone as r_zone,
            r.consent_needed as r_consent,
            r.wave as r_wave, r.wave_percents as r_percents, r.success_percent as r_success,
            r.failure_percent as r_failure, r.gated as r_gated,
            r.driving_kinds as r_kinds, r.driving_ratio as r_ratio, r.driving_alpha as r_alpha,
            r.driving_events as r_events, r.on_breach as r_breach""";

    private RolloutRows() {}

    static void insert(Sql sql, Rollout rollout, boolean isWholeFleet) {
        Rollout.Plan plan = rollout.plan();
        MaintenanceWindow window = plan.terms().window();
        DrivingTerms driving = plan.course().driving();
        sql.write(
                """
                insert into rollout (id, release_id, state, created_at, created_by, manner, forced_at, window_schedule,
                                     window_seconds, window_zone, consent_needed, wave_percents,
                                     success_percent, failure_percent, gated, driving_kinds, driving_ratio,
                                     driving_alpha, driving_events, on_breach, whole_fleet)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bigint[]::integer[], ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                plan.id().value(),
                plan.releaseId(),
                rollout.state(),
                plan.createdAt(),
                plan.createdBy(),
                wireName(plan.terms().manner()),
                plan.terms().forcedAt(),
                window == null ? null : window.schedule(),
                window == null ? null : window.duration().toSeconds(),
                window == null ? null : window.zone().getId(),
                plan.terms().consentNeeded(),
                percents(plan),
                plan.course().successPercent(),
                plan.course().failurePercent(),
                plan.course().gated(),
                driving == null
                        ? new String[0]
                        : driving.kinds().stream().map(EventKind::wireName).toArray(String[]::new),
                driving == null ? null : driving.ratio(),
                driving == null ? null : driving.alpha(),
                driving == null ? null : driving.neededEvents(),
                plan.course().onBreach().wireName(),
                isWholeFleet);
    }

    static Long[] percents(Rollout.Plan plan) {
        return plan.course().wavePercents().stream().map(Integer::longValue).toArray(Long[]::new);
    }

    static Rollout read(ResultSet row) throws SQLException {
        var terms = new InstallTerms(
                Manner.valueOf(constant(row.getString("r_manner"))),
                Sql.time(row, "r_forced_at"),
                window(row),
                row.getBoolean("r_consent"));
        var plan = new Rollout.Plan(
                new RolloutId(row.getString("r_id")),
                row.getString("r_release"),
                Sql.timeOf(row, "r_created_at"),
                row.getString("r_created_by"),
                terms,
                new Course(
                        List.of((Integer[]) row.getArray("r_percents").getArray()),
                        row.getInt("r_success"),
                        row.getInt("r_failure"),
                        row.getBoolean("r_gated"),
                        driving(row),
                        Course.Breach.ofWireName(Objects.requireNonNull(row.getString("r_breach")))));
        int wave = row.getInt("r_wave");
        String state = Objects.requireNonNull(row.getString("r_state"));
        return switch (state) {
            case "simulation-gate" -> new Rollout.InSimulation(plan);
            case "shadow" -> new Rollout.InShadow(plan);
            case "approval" -> new Rollout.Ready(plan);
            case "running" -> new Rollout.Running(plan, wave);
            case "paused" -> new Rollout.Paused(plan, wave);
            case "rolling-back" -> new Rollout.RollingBack(plan, wave);
            case "rolled-back" -> new Rollout.RolledBack(plan, wave);
            case "finished" -> new Rollout.Finished(plan);
            case "stopped" -> new Rollout.Stopped(plan);
            default -> throw new IllegalStateException("no such state of a rollout: " + state);
        };
    }

    private static @Nullable DrivingTerms driving(ResultSet row) throws SQLException {
        List<EventKind> kinds = Arrays.stream((String[]) row.getArray("r_kinds").getArray())
                .map(EventKind::ofWireName)
                .toList();
        return kinds.isEmpty()
                ? null
                : new DrivingTerms(
                        kinds, row.getDouble("r_ratio"), row.getDouble("r_alpha"), row.getDouble("r_events"));
    }

    private static @Nullable MaintenanceWindow window(ResultSet row) throws SQLException {
        String schedule = row.getString("r_schedule");
        return schedule == null
                ? null
                : new MaintenanceWindow(
                        schedule, Duration.ofSeconds(row.getLong("r_seconds")), ZoneId.of(row.getString("r_zone")));
    }

    static Consent consent(String wireName) {
        return Consent.valueOf(constant(wireName));
    }

    static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String constant(String wireName) {
        return wireName.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
