package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The promise to meet a rider at a time.
 *
 * @param pickupAt when a car is to be there
 * @param lateCreditMinor taken off the price if none is, minor units, as the quote locked it
 * @param guarantee how sure it is
 * @param metAt when the first car stood there, or null
 */
public record Appointment(
        Instant pickupAt,
        long lateCreditMinor,
        Guarantee guarantee,
        @Nullable Instant metAt) {
    /** Who wants to be met sooner asks for a car at once. */
    public static final Duration SOONEST = Duration.ofMinutes(20);

    /** Nobody books further ahead. */
    public static final Duration LATEST = Duration.ofDays(30);

    /** A car that comes no later than this is in time. */
    public static final Duration GRACE = Duration.ofMinutes(5);

    /** A new promise, not judged yet. */
    public static Appointment at(Instant pickupAt, long lateCreditMinor) {
        return new Appointment(pickupAt, lateCreditMinor, Guarantee.PENDING, null);
    }

    /** Whether a ride may be asked for now that is to begin then. */
    public static boolean isBookable(Instant pickupAt, Instant now) {
        return !pickupAt.isBefore(now.plus(SOONEST)) && !pickupAt.isAfter(now.plus(LATEST));
    }

    /** Whether a car that comes then is too late. */
    boolean isLate(Instant arrival) {
        return arrival.isAfter(pickupAt.plus(GRACE));
    }

    Appointment movedTo(Instant other) {
        return at(other, lateCreditMinor);
    }

    Appointment judged(Guarantee now) {
        return new Appointment(pickupAt, lateCreditMinor, now, metAt);
    }

    Appointment met(Instant now) {
        return new Appointment(pickupAt, lateCreditMinor, isLate(now) ? Guarantee.BROKEN : Guarantee.KEPT, now);
    }
}
