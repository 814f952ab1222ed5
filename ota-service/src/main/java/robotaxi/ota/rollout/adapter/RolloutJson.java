package robotaxi.ota.rollout.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.VehicleUpdate;

/** Rollouts on the wire. */
final class RolloutJson {
    private RolloutJson() {}

    /** What a person asks for: cars by name, or a number of them. */
    public record Wanted(
            @Nullable String releaseId,
            @Nullable List<String> vehicleIds,
            @Nullable Integer count,
            @Nullable String reason) {}

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
            String detail) {
        static VehicleView of(VehicleUpdate car) {
            return new VehicleView(
                    car.vehicleId(), car.state().wireName(), car.since(), car.deadlineAt(), car.code(), car.detail());
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
        static View of(Rollout rollout, List<VehicleUpdate> cars, boolean withVehicles) {
            return new View(
                    rollout.plan().id().value(),
                    rollout.plan().releaseId(),
                    rollout.state(),
                    rollout.plan().createdAt(),
                    rollout.plan().createdBy(),
                    cars.stream()
                            .collect(Collectors.groupingBy(
                                    car -> car.state().wireName(), TreeMap::new, Collectors.counting())),
                    withVehicles ? cars.stream().map(VehicleView::of).toList() : null);
        }
    }

    /** All of them. */
    public record Page(List<View> rollouts) {}
}
