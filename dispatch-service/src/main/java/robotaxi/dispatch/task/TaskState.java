package robotaxi.dispatch.task;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How far a task is; this table is the whole machine.
 *
 * <pre>
 *   planned ──▶ ordered ──▶ under-way ──▶ done
 *      │           │            │
 *      └───────────┴─────┬──────┘
 *                        ▼
 *        cancelled (a ride, an update or a person) · failed (the car) · expired (the time)
 * </pre>
 */
public enum TaskState {
    /** Waits for a free place. */
    PLANNED,
    /** The car is being told. */
    ORDERED,
    /** The car drives there, or is busy there. */
    UNDER_WAY,
    /** Over, as wanted. */
    DONE,
    /** Somebody needed the car, or changed their mind. */
    CANCELLED,
    /** The car could not, or did not answer. */
    FAILED,
    /** It took too long. */
    EXPIRED;

    private static final Map<TaskState, Set<TaskState>> NEXT = Map.of(
            PLANNED, Set.of(ORDERED, CANCELLED, FAILED, EXPIRED),
            ORDERED, Set.of(UNDER_WAY, DONE, CANCELLED, FAILED, EXPIRED),
            UNDER_WAY, Set.of(DONE, CANCELLED, FAILED, EXPIRED));

    /** States that may follow. */
    public Set<TaskState> next() {
        return NEXT.getOrDefault(this, Set.of());
    }

    /** Nothing follows. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** As the API writes it, for instance {@code under-way}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
