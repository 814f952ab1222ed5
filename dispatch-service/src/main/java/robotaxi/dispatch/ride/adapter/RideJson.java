package robotaxi.dispatch.ride.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.ride.Appointment;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.routing.Place;

/**
 * A ride on the wire.
 *
 * @param state kebab case, for instance {@code en-route}
 * @param riderReference a partner's own name for its rider, as it was given with the request
 * @param pickup where the rider asked to be met
 * @param pickupAt when the rider is to be met; absent for at once
 * @param guarantee of a ride for later: pending, guaranteed, at-risk, broken or kept
 * @param stops places that the car goes to before the drop-off
 * @param meetingPlace where a car meets the rider now, as long as none drives them
 * @param priceMinor locked price of the way as it is planned now
 * @param heldMinor what holds have cost
 * @param editableFields what the rider may still change
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
        @Nullable String riderReference,
        PlaceJson pickup,
        List<PlaceJson> stops,
        PlaceJson dropoff,
        @Nullable PlaceJson meetingPlace,
        int seats,
        boolean wheelchair,
        long priceMinor,
        long heldMinor,
        long holdPerMinuteMinor,
        String currency,
        @Nullable String pin,
        boolean boarded,
        Instant requestedAt,
        @Nullable Instant pickupAt,
        @Nullable String guarantee,
        Instant stateSince,
        long version,
        List<String> editableFields,
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
        Appointment appointment = ride.appointment();
        return new RideJson(
                ride.id().value(),
                ride.state().wireName(),
                ride.marketId(),
                ride.riderId(),
                ride.riderReference(),
                PlaceJson.of(ride.pickup()),
                ride.itinerary().stopsAhead().stream().map(PlaceJson::of).toList(),
                PlaceJson.of(ride.dropoff()),
                isMeeting(ride.state()) ? PlaceJson.of(ride.meetingPlace()) : null,
                ride.needs().seats(),
                ride.needs().wheelchair(),
                ride.priceMinor(),
                ride.bill().heldMinor(),
                ride.bill().holdPerMinuteMinor(),
                ride.currency(),
                forItsRider && !ride.state().isFinal() ? ride.pin() : null,
                ride.boarded(),
                ride.requestedAt(),
                appointment == null ? null : appointment.pickupAt(),
                appointment == null ? null : appointment.guarantee().wireName(),
                ride.stateSince(),
                ride.version(),
                editable(ride.state()),
                ride.vehicle().flatMap(fleet::find).map(RideJson::vehicle).orElse(null));
    }

    private static List<String> editable(RideState state) {
        return state == RideState.SCHEDULED
                ? List.of("dropoff", "stops", "pickupAt")
                : state.isEditable() ? List.of("dropoff", "stops") : List.of();
    }

    private static boolean isMeeting(RideState state) {
        return state.isWithoutCar()
                || state == RideState.SCHEDULED
                || state == RideState.MATCHED
                || state == RideState.EN_ROUTE
                || state == RideState.ARRIVED
                || state == RideState.BOARDING;
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
