package robotaxi.ota.rollout.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.rollout.Course;
import robotaxi.ota.rollout.GraveIncident;
import robotaxi.ota.rollout.InstallTerms;
import robotaxi.ota.rollout.MaintenanceWindow;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutError;
import robotaxi.ota.rollout.Selection;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;

/** Rollouts on the wire. */
final class RolloutJson {
    private RolloutJson() {}

    /** What a person asks for: cars by name, or a number of them. */
    public record Wanted(
            @Nullable String releaseId,
            @Nullable List<String> vehicleIds,
            @Nullable Integer count,
            @Nullable String reason,
            @Nullable Terms deviceTerms,
            @Nullable Filter filter,
            @Nullable Waves course) {}

    /** Which cars go into a rollout in waves: all that the release fits, or fewer. */
    public record Filter(
            @Nullable List<String> hardwareIds,
            @Nullable List<String> runningReleaseIds,
            @Nullable List<String> vehicleIds,
            @Nullable List<String> marketIds,
            @Nullable List<String> calibrationIds,
            @Nullable Double leastKilometres,
            @Nullable Double mostKilometres) {
        static Selection.Fitting of(@Nullable Filter wanted, List<String> fitting) {
            return new Selection.Fitting(
                    fitting,
                    wanted == null
                            ? Selection.Filter.ALL
                            : new Selection.Filter(
                                    some(wanted.hardwareIds()),
                                    some(wanted.vehicleIds()),
                                    some(wanted.runningReleaseIds()),
                                    some(wanted.marketIds()),
                                    some(wanted.calibrationIds()),
                                    wanted.leastKilometres(),
                                    wanted.mostKilometres()));
        }

        private static List<String> some(@Nullable List<String> wanted) {
            return wanted == null ? List.of() : wanted;
        }
    }

    /** How it goes through them: shares that each wave reaches, in percent, and thresholds. */
    public record Waves(
            @Nullable List<Integer> wavePercents,
            @Nullable Integer successPercent,
            @Nullable Integer failurePercent,
            DrivingJson.@Nullable Wanted driving,
            @Nullable String onBreach) {
        Course toCourse() {
            try {
                return new Course(
                        wavePercents == null ? List.of() : wavePercents,
                        successPercent == null ? DEFAULT_SUCCESS : successPercent,
                        failurePercent == null ? DEFAULT_FAILURE : failurePercent,
                        true,
                        driving == null ? null : driving.toTerms(wavePercents),
                        onBreach == null ? Course.Breach.PAUSE : Course.Breach.ofWireName(onBreach));
            } catch (IllegalArgumentException e) {
                throw new FleetException(RolloutError.MALFORMED, "course: " + e.getMessage(), null, e);
            }
        }

        private static final int DEFAULT_SUCCESS = 95;
        private static final int DEFAULT_FAILURE = 5;
    }

    /** On which terms devices that decide for themselves install; all of it may be missing. */
    public record Terms(
            @Nullable String manner,
            @Nullable Instant forcedAt,
            @Nullable Window window,
            @Nullable Boolean consentNeeded) {
        static InstallTerms of(@Nullable Terms wanted) {
            if (wanted == null) {
                return InstallTerms.FORCED;
            }
            try {
                return new InstallTerms(
                        wanted.manner() == null
                                ? InstallTerms.Manner.FORCED
                                : InstallTerms.Manner.valueOf(RolloutRows.constant(wanted.manner())),
                        wanted.forcedAt(),
                        wanted.window() == null ? null : wanted.window().toWindow(),
                        Boolean.TRUE.equals(wanted.consentNeeded()));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new FleetException(RolloutError.MALFORMED, "deviceTerms: " + e.getMessage(), null, e);
            }
        }
    }

    /** Hours in which a device may install: hawkBit's three members. */
    public record Window(
            @Nullable String schedule,
            @Nullable String duration,
            @Nullable String timezone) {
        MaintenanceWindow toWindow() {
            return new MaintenanceWindow(
                    RolloutError.MALFORMED.needed(schedule, "schedule"),
                    Duration.between(
                            LocalTime.MIN, LocalTime.parse(RolloutError.MALFORMED.needed(duration, "duration"))),
                    ZoneOffset.of(timezone == null ? "Z" : timezone));
        }
    }

    /** Why a car's update is taken from it; {@code force} for one that was asked and does not answer. */
    public record Cancel(@Nullable String reason, @Nullable Boolean force) {}

    /** Why an act is done. */
    public record Reason(@Nullable String reason) {
        static String of(@Nullable Reason body) {
            return body == null || body.reason() == null ? "" : body.reason();
        }
    }

    /** A car in a rollout. */
    public record VehicleView(
            String vehicleId,
            String state,
            Instant since,
            @Nullable Instant deadlineAt,
            String code,
            String detail,
            @Nullable Integer actionId,
            @Nullable String returnsTo) {
        static VehicleView of(VehicleUpdate car) {
            return new VehicleView(
                    car.vehicleId(),
                    car.state().wireName(),
                    car.since(),
                    car.deadlineAt(),
                    car.code(),
                    car.detail(),
                    car.action() == null ? null : car.action().id(),
                    car.returnsTo());
        }
    }

    /** What became of a rollout, and why. */
    public record ChangeView(String state, int wave, Instant at, String actor, String detail) {}

    /** A rollout; its cars and what became of it only where one is asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            String rolloutId,
            String releaseId,
            String state,
            Instant createdAt,
            String createdBy,
            String stage,
            int wave,
            int waves,
            String onBreach,
            List<String> approvers,
            Map<String, Long> counts,
            List<GraveIncident> heldFor,
            @Nullable List<VehicleView> vehicles,
            @Nullable List<ChangeView> changes) {
        static View of(
                Rollout rollout,
                List<String> approvers,
                Map<VehicleState, Long> counts,
                List<GraveIncident> heldFor,
                @Nullable List<VehicleUpdate> cars,
                @Nullable List<ChangeView> changes) {
            Map<String, Long> named = new TreeMap<>();
            counts.forEach((state, count) -> named.put(state.wireName(), count));
            return new View(
                    rollout.plan().id().value(),
                    rollout.plan().releaseId(),
                    rollout.state(),
                    rollout.plan().createdAt(),
                    rollout.plan().createdBy(),
                    rollout.plan().course().stage(rollout.wave()),
                    rollout.wave(),
                    rollout.plan().course().waves(),
                    rollout.plan().course().onBreach().wireName(),
                    approvers,
                    named,
                    heldFor,
                    cars == null ? null : cars.stream().map(VehicleView::of).toList(),
                    changes);
        }
    }

    /** All of them. */
    public record Page(List<View> rollouts) {}
}
