package robotaxi.dispatch.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.routing.Place;

/**
 * What a car is to do between rides. Immutable: every move gives a new one with the version raised.
 *
 * @param place where to
 * @param siteId charging site or depot, or null
 * @param actor planner or an operator's name
 * @param reason why it was planned
 * @param missionId mission that takes the car there, or null before it is ordered
 * @param commandId command that told the car of it, or null
 * @param arrivedAt when the car stood there, or null
 * @param arrivedPercent state of charge then, 0 to 100, or null
 * @param endedPercent state of charge at the end of a task that arrived, or null
 * @param cause of the last move, a stable word or an operator's reason
 * @param version counts the moves
 */
public record CarTask(
        String taskId,
        String marketId,
        String vehicleId,
        TaskKind kind,
        TaskState state,
        Place place,
        @Nullable String siteId,
        String actor,
        String reason,
        @Nullable String missionId,
        @Nullable String commandId,
        Instant plannedAt,
        Instant stateSince,
        @Nullable Instant arrivedAt,
        @Nullable Double arrivedPercent,
        @Nullable Double endedPercent,
        String cause,
        long version) {

    /** A new task. */
    public static CarTask planned(
            String taskId,
            String marketId,
            String vehicleId,
            TaskKind kind,
            Place place,
            @Nullable String siteId,
            String actor,
            String reason,
            Instant now) {
        return new CarTask(
                taskId,
                marketId,
                vehicleId,
                kind,
                TaskState.PLANNED,
                place,
                siteId,
                actor,
                reason,
                null,
                null,
                now,
                now,
                null,
                null,
                null,
                "planned",
                1);
    }

    /** The car is told. */
    CarTask ordered(String mission, String command, Instant now) {
        return moved(TaskState.ORDERED, mission, command, null, null, null, "ordered", now);
    }

    /** The car drives. */
    CarTask underWay(Instant now) {
        return moved(TaskState.UNDER_WAY, missionId, commandId, null, null, null, "under-way", now);
    }

    /** The car stands at its place and goes on with its task there. */
    CarTask arrived(double percent, Instant now) {
        return moved(TaskState.UNDER_WAY, missionId, commandId, now, percent, null, "arrived", now);
    }

    /** The end. */
    CarTask ended(TaskState end, String why, @Nullable Double percent, Instant now) {
        return moved(end, missionId, commandId, arrivedAt, arrivedPercent, percent, why, now);
    }

    private CarTask moved(
            TaskState next,
            @Nullable String mission,
            @Nullable String command,
            @Nullable Instant arrival,
            @Nullable Double atArrival,
            @Nullable Double atEnd,
            String why,
            Instant now) {
        if (next != state && !state.next().contains(next)) {
            throw new IllegalStateException("a task that is " + state + " cannot be " + next);
        }
        return new CarTask(
                taskId,
                marketId,
                vehicleId,
                kind,
                next,
                place,
                siteId,
                actor,
                reason,
                mission,
                command,
                plannedAt,
                now,
                arrival,
                atArrival,
                atEnd,
                why,
                version + 1);
    }

    /** What a charge took in, kilowatt hours, once it has ended; null for anything else. */
    public @Nullable Double energyKilowattHours() {
        return kind != TaskKind.CHARGE || arrivedPercent == null || endedPercent == null
                ? null
                : Math.max(0, endedPercent - arrivedPercent) / 100 * TaskPlanner.BATTERY_KILOWATT_HOURS;
    }

    /** On its way, or told to be. */
    public boolean drives() {
        return (state == TaskState.ORDERED || state == TaskState.UNDER_WAY) && arrivedAt == null;
    }
}
