package robotaxi.dispatch.ride;

import java.time.Instant;
import robotaxi.dispatch.payment.Entry;
import robotaxi.dispatch.payment.EntryKind;

/** What a rider asks for, at the price that their quote locked. */
public record RideOrder(
        RideId id,
        String marketId,
        String riderId,
        Itinerary itinerary,
        Needs needs,
        Bill bill,
        double plannedDistanceMetres,
        double plannedDurationSeconds,
        String pin) {

    /** The ride, waiting for a car, and the price that is owed from now on. */
    public Ride.Move.Done place(Instant now) {
        var ride = new Ride(
                id,
                marketId,
                riderId,
                itinerary,
                needs,
                bill,
                plannedDistanceMetres,
                plannedDurationSeconds,
                pin,
                RideState.REQUESTED,
                null,
                null,
                null,
                null,
                false,
                now,
                null,
                now,
                1);
        return new Ride.Move.Done(ride, Entry.of(EntryKind.QUOTE, bill.priceMinor(), bill.currency(), now));
    }
}
