package robotaxi.dispatch.ride;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.payment.Entry;
import robotaxi.dispatch.payment.EntryKind;

/**
 * What a rider asks for, at the price that their quote locked.
 *
 * @param riderReference a partner's own name for its rider, or null
 * @param appointment when to be met, or null for at once
 */
public record RideOrder(
        RideId id,
        String marketId,
        String riderId,
        @Nullable String riderReference,
        Itinerary itinerary,
        Needs needs,
        Bill bill,
        double plannedDistanceMetres,
        double plannedDurationSeconds,
        String pin,
        @Nullable Appointment appointment) {

    /** When to be met, or null for at once. */
    public @Nullable Instant pickupAt() {
        return appointment == null ? null : appointment.pickupAt();
    }

    /** The ride, waiting for a car or for its time, and the price that is owed from now on. */
    public Ride.Move.Done place(Instant now) {
        var ride = new Ride(
                id,
                marketId,
                riderId,
                riderReference,
                itinerary,
                needs,
                bill,
                plannedDistanceMetres,
                plannedDurationSeconds,
                pin,
                appointment == null ? RideState.REQUESTED : RideState.SCHEDULED,
                null,
                null,
                null,
                null,
                false,
                now,
                appointment,
                null,
                now,
                1);
        return new Ride.Move.Done(ride, Entry.of(EntryKind.QUOTE, bill.priceMinor(), bill.currency(), now));
    }
}
