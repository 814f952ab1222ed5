package robotaxi.onboard.model;

/**
 * How much a model may do for one plan.
 *
 * @param deadlineNanos monotonic time at which the plan must be there, {@link #NO_HURRY} for none
 * @param patienceNanos monotonic time at which the model is stopped even where nobody is in a hurry: a hung graph hangs nothing else
 * @param seed of all chance in the plan: same seed, same input, same plan
 * @param samples plans wanted; all share one reasoning
 */
public record Effort(Thinking thinking, long deadlineNanos, long patienceNanos, long seed, int samples) {
    /** No deadline: the plan does not depend on how fast the machine is. */
    public static final long NO_HURRY = Long.MAX_VALUE;

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** For a tick of a car that drives. */
    public static Effort within(Thinking thinking, long deadlineNanos, long seed) {
        return new Effort(thinking, deadlineNanos, deadlineNanos, seed, 1);
    }

    /** For a world that stands still meanwhile: nothing is cut, and only a graph that hangs is stopped. */
    public static Effort unhurried(Thinking thinking, long nowNanos, long seed, int samples) {
        return new Effort(thinking, NO_HURRY, nowNanos + PATIENCE_NANOS, seed, samples);
    }

    /** Whether there is a deadline. */
    public boolean isHurried() {
        return deadlineNanos != NO_HURRY;
    }
}
