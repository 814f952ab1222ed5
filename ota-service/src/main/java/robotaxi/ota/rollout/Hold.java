package robotaxi.ota.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the update and dispatch for one car.
 *
 * @param reservationId the same in request, answer and release
 * @param askedAt when dispatch was asked last
 * @param fence number that dispatch granted, 0 while it has not
 * @param heldUntil when a granted hold lapses, or null
 * @param activateCommandId order that was sent under the grant, or null
 */
public record Hold(
        String reservationId,
        Instant askedAt,
        long fence,
        @Nullable Instant heldUntil,
        @Nullable String activateCommandId) {
    /** A first request. */
    public static Hold asked(String reservationId, Instant now) {
        return new Hold(reservationId, now, 0, null, null);
    }

    /** Whether dispatch said yes. */
    public boolean granted() {
        return fence != 0;
    }

    /** Whether a grant has run out by itself. */
    public boolean lapsed(Instant now) {
        return heldUntil != null && !now.isBefore(heldUntil);
    }

    /** The request, repeated. */
    public Hold askedAgain(Instant now) {
        return new Hold(reservationId, now, fence, heldUntil, activateCommandId);
    }

    /** Granted, and no order is out. */
    public Hold grantedUntil(long givenFence, Instant until) {
        return new Hold(reservationId, askedAt, givenFence, until, null);
    }

    /** Granted, and the order is out. */
    public Hold ordered(long givenFence, Instant until, String commandId) {
        return new Hold(reservationId, askedAt, givenFence, until, commandId);
    }
}
