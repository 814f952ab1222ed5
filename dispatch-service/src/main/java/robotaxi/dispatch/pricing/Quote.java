package robotaxi.dispatch.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.pricing.Tariff.Fare;
import robotaxi.dispatch.ride.Appointment;
import robotaxi.dispatch.ride.Bill;
import robotaxi.dispatch.ride.Itinerary;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.RideOrder;

/**
 * A ride on offer: its price is locked until it expires, and it makes one ride.
 *
 * @param riderId whose it is; nobody else can take it
 * @param fare price of the way, in its parts
 * @param holdPerMinuteMinor price of each begun minute of a hold
 * @param noShowFeeMinor price of not coming
 * @param lateCreditMinor taken off the price when a ride for later is met late
 * @param distanceMetres length of the way
 * @param durationSeconds expected driving time
 * @param expiresAt the price holds until then
 * @param pickupAt when to be met, or null for at once
 */
public record Quote(
        String id,
        String riderId,
        String marketId,
        Itinerary way,
        Needs needs,
        Fare fare,
        long holdPerMinuteMinor,
        long noShowFeeMinor,
        long lateCreditMinor,
        double distanceMetres,
        double durationSeconds,
        Instant expiresAt,
        @Nullable Instant pickupAt) {

    /**
     * The ride that it promises.
     *
     * @param riderReference a partner's own name for its rider, or null
     */
    public RideOrder order(RideId ride, String pin, @Nullable String riderReference) {
        return new RideOrder(
                ride,
                marketId,
                riderId,
                riderReference,
                way,
                needs,
                new Bill(fare.totalMinor(), 0, holdPerMinuteMinor, noShowFeeMinor, fare.currency()),
                distanceMetres,
                durationSeconds,
                pin,
                pickupAt == null ? null : Appointment.at(pickupAt, lateCreditMinor));
    }
}
