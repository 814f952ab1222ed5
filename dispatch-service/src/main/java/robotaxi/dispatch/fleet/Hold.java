package robotaxi.dispatch.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * A car kept from riders for an update.
 *
 * @param heldUntil from then on it may be given a ride
 */
public record Hold(String reservationId, long fence, Instant heldUntil) {
    /** Whether the car is kept from riders now. */
    public boolean stands(Instant now) {
        return now.isBefore(heldUntil);
    }

    /**
     * Why a car is not held for an update; empty if it is.
     *
     * @param notAfter when the request lapses
     * @param servesRide whether somebody sits in it, or it is on its way to somebody
     * @param held whether it is held already
     * @param ready whether the car itself could take a mission
     */
    public static Optional<String> refusal(
            Instant notAfter, boolean servesRide, boolean held, boolean ready, Instant now) {
        if (notAfter.getEpochSecond() < now.getEpochSecond()) {
            return Optional.of("the request has lapsed");
        }
        if (servesRide) {
            return Optional.of("the car serves a ride");
        }
        if (held) {
            return Optional.of("the car is already held");
        }
        return ready ? Optional.empty() : Optional.of("the car is not idle");
    }
}
