package robotaxi.onboard.link;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubling, with jitter, so that a fleet does not come back all at once. */
public final class Backoff {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;

    private final RandomGenerator random;
    private long nextMillis = FIRST_MILLIS;

    /** With this source of chance. */
    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait before the next attempt, milliseconds. */
    public long nextMillis() {
        long wait = nextMillis / 2 + random.nextLong(nextMillis / 2 + 1);
        nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
        return wait;
    }

    /** An attempt went well. */
    public void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
