package robotaxi.dispatch.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a task ends by itself: done, or after too long.
 *
 * @param cause a stable word
 */
record TaskEnding(TaskState state, String cause) {
    /** Enough charge for half a day. */
    private static final double ENOUGH_PERCENT = 80;

    /** A place in a depot that nobody frees in time. */
    private static final Duration LONGEST_QUEUE = Duration.ofMinutes(30);

    /** A car that was told but shows no sign of it. */
    private static final Duration SILENCE = Duration.ofSeconds(75);

    /** No way in a city takes longer. */
    private static final Duration LONGEST_DRIVE = Duration.ofMinutes(45);

    /** A car that does not take in energy. */
    private static final Duration LONGEST_CHARGE = Duration.ofHours(3);

    private static final Duration CLEANING = Duration.ofMinutes(10);

    /** Nothing as long as the task goes on. */
    static Optional<TaskEnding> of(CarTask task, @Nullable Double percent, Instant now) {
        Duration inState = Duration.between(task.stateSince(), now);
        return switch (task.state()) {
            case PLANNED -> after(inState, LONGEST_QUEUE, TaskState.EXPIRED, "no-place");
            case ORDERED -> after(inState, SILENCE, TaskState.FAILED, "vehicle-silent");
            case UNDER_WAY ->
                task.arrivedAt() == null
                        ? after(inState, LONGEST_DRIVE, TaskState.EXPIRED, "drive-too-long")
                        : there(task, percent, inState);
            case DONE, CANCELLED, FAILED, EXPIRED -> Optional.empty();
        };
    }

    private static Optional<TaskEnding> there(CarTask task, @Nullable Double percent, Duration inState) {
        if (task.kind() == TaskKind.CLEAN) {
            return after(inState, CLEANING, TaskState.DONE, "cleaned");
        }
        return percent != null && percent >= ENOUGH_PERCENT
                ? Optional.of(new TaskEnding(TaskState.DONE, "charged"))
                : after(inState, LONGEST_CHARGE, TaskState.EXPIRED, "charge-too-long");
    }

    private static Optional<TaskEnding> after(Duration inState, Duration limit, TaskState end, String cause) {
        return inState.compareTo(limit) < 0 ? Optional.empty() : Optional.of(new TaskEnding(end, cause));
    }
}
