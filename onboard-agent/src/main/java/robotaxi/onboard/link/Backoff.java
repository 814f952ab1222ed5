package robotaxi.onboard.link;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt. Every wait is drawn from zero up to a bound that doubles: a fleet that lost its
 * gateway at one moment comes back spread evenly, not in waves.
 */
public final class Backoff {
    /** Bound of the first wait after a link was lost, milliseconds. */
    public static final long FIRST_MILLIS = 2_000;

    private static final long LONGEST_MILLIS = 30_000;

    private final RandomGenerator random;
    private long boundMillis = FIRST_MILLIS;

    /** With this source of chance. */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait before the next attempt, milliseconds. */
    public long nextMillis() {
        long wait = random.nextLong(boundMillis + 1);
        boundMillis = Math.min(LONGEST_MILLIS, boundMillis * 2);
        return wait;
    }

    /** The wait when the gateway named one: never less, and spread. Milliseconds. */
    public long afterMillis(long namedMillis) {
        return namedMillis + random.nextLong(FIRST_MILLIS + 1);
    }

    /** An attempt went well. */
    public void reset() {
        boundMillis = FIRST_MILLIS;
    }
}
