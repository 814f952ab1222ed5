package robotaxi.dispatch.matching;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ride that no car is committed to yet.
 *
 * @param pickupNode road node of the pick-up
 * @param dropoffNode road node of the drop-off
 * @param tripMillis driving time from pick-up to drop-off
 * @param chargerMillis driving time from the drop-off to the nearest charger
 * @param lapsesAt who is not picked up by then has gone, so no car is sent that comes later; {@link Instant#MAX} for never
 * @param seats seats asked for
 * @param needsWheelchairCar whether only a wheelchair car will do
 * @param area operating area of the ride, for which a car's release must be allowed
 * @param priorityMillis what its class adds to the price of leaving it waiting
 * @param heldBy the car that it was matched to before, if that may still change
 */
public record OpenRide(
        String rideId,
        int pickupNode,
        int dropoffNode,
        int tripMillis,
        int chargerMillis,
        Instant requestedAt,
        Instant lapsesAt,
        int seats,
        boolean needsWheelchairCar,
        String area,
        int priorityMillis,
        @Nullable String heldBy) {

    /** The operating area of a market that has not been divided. */
    public static final String WHOLE_MARKET = "";

    /** A ride of one seat without wishes, whose way after the pick-up does not matter. */
    public static OpenRide at(String rideId, int pickupNode, Instant requestedAt) {
        return new OpenRide(
                rideId, pickupNode, pickupNode, 0, 0, requestedAt, Instant.MAX, 1, false, WHOLE_MARKET, 0, null);
    }

    /** The same with its way after the pick-up. */
    public OpenRide to(int node, int drivingMillis, int toChargerMillis) {
        return new OpenRide(
                rideId,
                pickupNode,
                node,
                drivingMillis,
                toChargerMillis,
                requestedAt,
                lapsesAt,
                seats,
                needsWheelchairCar,
                area,
                priorityMillis,
                heldBy);
    }

    /** The same for more people, or one in a wheelchair. */
    public OpenRide forParty(int people, boolean wheelchair) {
        return new OpenRide(
                rideId,
                pickupNode,
                dropoffNode,
                tripMillis,
                chargerMillis,
                requestedAt,
                lapsesAt,
                people,
                wheelchair,
                area,
                priorityMillis,
                heldBy);
    }

    /** The same, to be left waiting at a higher price. */
    public OpenRide withPriority(int millis) {
        return new OpenRide(
                rideId,
                pickupNode,
                dropoffNode,
                tripMillis,
                chargerMillis,
                requestedAt,
                lapsesAt,
                seats,
                needsWheelchairCar,
                area,
                millis,
                heldBy);
    }

    /** The same with an end to its rider's patience. */
    public OpenRide lapsingAt(Instant end) {
        return new OpenRide(
                rideId,
                pickupNode,
                dropoffNode,
                tripMillis,
                chargerMillis,
                requestedAt,
                end,
                seats,
                needsWheelchairCar,
                area,
                priorityMillis,
                heldBy);
    }

    /** The same with the car that it was matched to. */
    public OpenRide heldBy(@Nullable String vehicleId) {
        return new OpenRide(
                rideId,
                pickupNode,
                dropoffNode,
                tripMillis,
                chargerMillis,
                requestedAt,
                lapsesAt,
                seats,
                needsWheelchairCar,
                area,
                priorityMillis,
                vehicleId);
    }
}
