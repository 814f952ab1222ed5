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
import robotaxi.ota.rollout.InstallTerms;
import robotaxi.ota.rollout.MaintenanceWindow;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutError;
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
            @Nullable Terms deviceTerms) {}

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
            @Nullable Integer actionId) {
        static VehicleView of(VehicleUpdate car) {
            return new VehicleView(
                    car.vehicleId(),
                    car.state().wireName(),
                    car.since(),
                    car.deadlineAt(),
                    car.code(),
                    car.detail(),
                    car.action() == null ? null : car.action().id());
        }
    }

    /** A rollout; the cars only where one is asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            String rolloutId,
            String releaseId,
            String state,
            Instant createdAt,
            String createdBy,
            Map<String, Long> counts,
            @Nullable List<VehicleView> vehicles) {
        static View of(Rollout rollout, Map<VehicleState, Long> counts, @Nullable List<VehicleUpdate> cars) {
            Map<String, Long> named = new TreeMap<>();
            counts.forEach((state, count) -> named.put(state.wireName(), count));
            return new View(
                    rollout.plan().id().value(),
                    rollout.plan().releaseId(),
                    rollout.state(),
                    rollout.plan().createdAt(),
                    rollout.plan().createdBy(),
                    named,
                    cars == null ? null : cars.stream().map(VehicleView::of).toList());
        }
    }

    /** All of them. */
    public record Page(List<View> rollouts) {}
}
