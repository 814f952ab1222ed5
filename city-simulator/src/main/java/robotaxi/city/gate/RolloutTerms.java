package robotaxi.city.gate;

/**
 * How rollouts are run.
 *
 * @param steps control steps of a tenth of a second
 * @param forceMicros so long the recording drives, whatever the driver says
 * @param callsDriverWhileForced the driver is asked meanwhile, and not heard
 */
public record RolloutTerms(int steps, long forceMicros, boolean callsDriverWhileForced) {
    /** AlpaSim's defaults, for rollouts of 12 seconds. */
    public static final RolloutTerms DEFAULT = new RolloutTerms(120, 1_700_000, true);

    /** The first shutters close so long after the recording's beginning. */
    static final long FIRST_FRAME_MICROS = 100_000;

    /** When the first decision falls. */
    public static long renderStartMicros() {
        return Recording.START_MICROS + FIRST_FRAME_MICROS;
    }

    /** When the driver takes over. */
    public long takeOverMicros() {
        return renderStartMicros() + forceMicros;
    }

    /** When the rollout ends. */
    public long endMicros() {
        return renderStartMicros() + steps * Recording.STEP_MICROS;
    }
}
