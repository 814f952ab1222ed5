package robotaxi.dispatch.ride.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.routing.Place;

/**
 * A ride on the wire.
 *
 * @param state kebab case, for instance {@code en-route}
 * @param pin opens the doors; only the rider sees it
 * @param boarded the car says that the rider is seated
 * @param vehicle the car and where it is now, once there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RideJson(
        String rideId,
        String state,
        String marketId,
        String riderId,
        PlaceJson pickup,
        PlaceJson dropoff,
        long priceMinor,
        String currency,
        @Nullable String pin,
        boolean boarded,
        Instant requestedAt,
        Instant stateSince,
        long version,
        @Nullable VehicleJson vehicle) {
    /**
     * The car of a ride.
     *
     * @param etaSeconds to where it goes now: the pick-up, or the drop-off once the rider is in
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VehicleJson(
            String vehicleId,
            @Nullable PlaceJson position,
            double headingDegrees,
            double speedMetresPerSecond,
            long etaSeconds,
            long remainingMetres,
            String reasoning) {}

    static RideJson of(Ride ride, Fleet fleet, boolean forItsRider) {
        return new RideJson(
                ride.id().value(),
                ride.state().wireName(),
                ride.marketId(),
                ride.riderId(),
                PlaceJson.of(ride.pickup()),
                PlaceJson.of(ride.dropoff()),
                ride.priceMinor(),
                ride.currency(),
                forItsRider && !ride.state().isFinal() ? ride.pin() : null,
                ride.boarded(),
                ride.requestedAt(),
                ride.stateSince(),
                ride.version(),
                ride.vehicle().flatMap(fleet::find).map(RideJson::vehicle).orElse(null));
    }

    private static VehicleJson vehicle(Vehicle vehicle) {
        Place place = vehicle.place();
        return new VehicleJson(
                vehicle.vehicleId(),
                place == null ? null : PlaceJson.of(place),
                vehicle.headingDegrees(),
                vehicle.speedMetresPerSecond(),
                Math.round(vehicle.etaSeconds()),
                Math.round(vehicle.remainingMetres()),
                vehicle.reasoning());
    }
}
