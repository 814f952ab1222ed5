package robotaxi.dispatch.partner;

import java.time.Duration;

/**
 * When a webhook that was not taken is sent again: four times later each time, up to six hours, eleven times in all, which
 * spreads over about a day. A fifth of each pause is chance, so that many do not come back in the same second.
 *
 * @param first pause after the first failure
 */
public record RetrySchedule(Duration first) {
    private static final int FACTOR = 4;
    private static final int MOST_ATTEMPTS = 11;
    private static final double CHANCE = 0.2;
    private static final Duration LONGEST = Duration.ofHours(6);

    /** Whether no attempt follows this many. */
    public boolean isExhausted(int attempts) {
        return attempts >= MOST_ATTEMPTS;
    }

    /**
     * The pause after a failure.
     *
     * @param attempts that were made, at least one
     * @param chance evenly from 0 to 1
     */
    public Duration pause(int attempts, double chance) {
        double millis = Math.min((double) LONGEST.toMillis(), first.toMillis() * Math.pow(FACTOR, attempts - 1.0));
        return Duration.ofMillis(Math.round(millis * (1 - CHANCE + 2 * CHANCE * chance)));
    }
}
