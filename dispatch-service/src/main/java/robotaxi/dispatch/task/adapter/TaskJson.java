package robotaxi.dispatch.task.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.task.CarTask;

/**
 * A task on the wire.
 *
 * @param kind reposition, charge, clean or depot
 * @param state planned, ordered, under-way, done, cancelled, failed or expired
 * @param arrivedPercent state of charge on arrival
 * @param endedPercent and at the end
 * @param energyKilowattHours what a charge took in
 * @param cause of the last move
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskJson(
        String taskId,
        String marketId,
        String vehicleId,
        String kind,
        String state,
        PlaceJson place,
        @Nullable String siteId,
        String actor,
        String reason,
        @Nullable String commandId,
        Instant plannedAt,
        Instant stateSince,
        @Nullable Instant arrivedAt,
        @Nullable Double arrivedPercent,
        @Nullable Double endedPercent,
        @Nullable Double energyKilowattHours,
        String cause,
        long version) {
    static TaskJson of(CarTask task) {
        return new TaskJson(
                task.taskId(),
                task.marketId(),
                task.vehicleId(),
                task.kind().wireName(),
                task.state().wireName(),
                PlaceJson.of(task.place()),
                task.siteId(),
                task.actor(),
                task.reason(),
                task.commandId(),
                task.plannedAt(),
                task.stateSince(),
                task.arrivedAt(),
                task.arrivedPercent(),
                task.endedPercent(),
                task.energyKilowattHours(),
                task.cause(),
                task.version());
    }
}
