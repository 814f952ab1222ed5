package robotaxi.ota.availability;

import org.jspecify.annotations.Nullable;

/**
 * How many cars of a market may be out of service for an update at once.
 *
 * @param marketId where it holds; empty for each market that has none of its own
 * @param mostCars so many, or null for any number
 * @param mostPercent such a share of the market's cars, rounded up, or null for any; the smaller of both counts
 */
public record Cap(
        String marketId,
        @Nullable Integer mostCars,
        @Nullable Integer mostPercent) {
    private static final int ALL = 100;

    /** Refuses a cap that caps nothing. */
    public Cap {
        if (mostCars == null && mostPercent == null) {
            throw new IllegalArgumentException("mostCars, mostPercent, or both");
        }
        if ((mostCars != null && mostCars < 0) || (mostPercent != null && (mostPercent < 0 || mostPercent > ALL))) {
            throw new IllegalArgumentException("mostCars from 0, mostPercent from 0 to 100");
        }
    }

    /** The most cars of a market with so many. */
    public long most(long cars) {
        long share = mostPercent == null ? Long.MAX_VALUE : Math.ceilDiv(cars * mostPercent, ALL);
        return Math.min(share, mostCars == null ? Long.MAX_VALUE : mostCars);
    }
}
