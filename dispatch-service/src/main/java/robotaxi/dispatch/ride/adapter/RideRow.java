package robotaxi.dispatch.ride.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.pricing.adapter.PlaceList;
import robotaxi.dispatch.ride.Appointment;
import robotaxi.dispatch.ride.Bill;
import robotaxi.dispatch.ride.Guarantee;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.routing.Place;

/** A ride's row. */
@Entity
@Table(name = "ride")
class RideRow {
    @Id
    String id = "";

    @Column(name = "quote_id")
    String quoteId = "";

    @Column(name = "idempotency_key")
    String idempotencyKey = "";

    @Column(name = "rider_id")
    String riderId = "";

    @Column(name = "rider_reference")
    @Nullable
    String riderReference;

    @Column(name = "market_id")
    String marketId = "";

    @Column(name = "pickup_latitude")
    double pickupLatitude;

    @Column(name = "pickup_longitude")
    double pickupLongitude;

    @Column(name = "dropoff_latitude")
    double dropoffLatitude;

    @Column(name = "dropoff_longitude")
    double dropoffLongitude;

    /** Places between pick-up and drop-off, latitude and longitude in turn. */
    double[] stops = {};

    @Column(name = "next_place")
    int nextPlace;

    int seats = 1;

    boolean wheelchair;

    @Column(name = "held_minor")
    long heldMinor;

    @Column(name = "hold_per_minute_minor")
    long holdPerMinuteMinor;

    @Column(name = "no_show_fee_minor")
    long noShowFeeMinor;

    @Column(name = "emergency_id")
    @Nullable
    String emergencyId;

    @Column(name = "price_minor")
    long priceMinor;

    String currency = "";

    @Column(name = "planned_distance_metres")
    double plannedDistanceMetres;

    @Column(name = "planned_duration_seconds")
    double plannedDurationSeconds;

    String pin = "";

    @Enumerated(EnumType.STRING)
    RideState state = RideState.REQUESTED;

    @Column(name = "vehicle_id")
    @Nullable
    String vehicleId;

    @Column(name = "mission_id")
    @Nullable
    String missionId;

    @Column(name = "command_id")
    @Nullable
    String commandId;

    boolean boarded;

    @Column(name = "requested_at")
    Instant requestedAt = Instant.EPOCH;

    @Column(name = "pickup_at")
    @Nullable
    Instant pickupAt;

    @Column(name = "late_credit_minor")
    long lateCreditMinor;

    @Column(name = "met_at")
    @Nullable
    Instant metAt;

    @Enumerated(EnumType.STRING)
    @Nullable
    Guarantee guarantee;

    @Column(name = "picked_up_at")
    @Nullable
    Instant pickedUpAt;

    @Column(name = "state_since")
    Instant stateSince = Instant.EPOCH;

    long version;

    /** Takes over everything that may change. */
    void take(Ride ride) {
        dropoffLatitude = ride.dropoff().latitude();
        dropoffLongitude = ride.dropoff().longitude();
        stops = PlaceList.between(ride.itinerary());
        nextPlace = ride.itinerary().next();
        priceMinor = ride.bill().priceMinor();
        heldMinor = ride.bill().heldMinor();
        plannedDistanceMetres = ride.plannedDistanceMetres();
        plannedDurationSeconds = ride.plannedDurationSeconds();
        emergencyId = ride.emergencyId();
        state = ride.state();
        vehicleId = ride.vehicleId();
        missionId = ride.missionId();
        commandId = ride.commandId();
        boarded = ride.boarded();
        pickedUpAt = ride.pickedUpAt();
        take(ride.appointment());
        stateSince = ride.stateSince();
        version = ride.version();
    }

    private void take(@Nullable Appointment appointment) {
        if (appointment != null) {
            pickupAt = appointment.pickupAt();
            lateCreditMinor = appointment.lateCreditMinor();
            metAt = appointment.metAt();
            guarantee = appointment.guarantee();
        }
    }

    private @Nullable Appointment appointment() {
        return pickupAt == null || guarantee == null
                ? null
                : new Appointment(pickupAt, lateCreditMinor, guarantee, metAt);
    }

    static RideRow of(Ride ride, String quoteId, String idempotencyKey) {
        var row = new RideRow();
        row.id = ride.id().value();
        row.quoteId = quoteId;
        row.idempotencyKey = idempotencyKey;
        row.riderId = ride.riderId();
        row.riderReference = ride.riderReference();
        row.marketId = ride.marketId();
        row.pickupLatitude = ride.pickup().latitude();
        row.pickupLongitude = ride.pickup().longitude();
        row.currency = ride.currency();
        row.holdPerMinuteMinor = ride.bill().holdPerMinuteMinor();
        row.noShowFeeMinor = ride.bill().noShowFeeMinor();
        row.seats = ride.needs().seats();
        row.wheelchair = ride.needs().wheelchair();
        row.pin = ride.pin();
        row.requestedAt = ride.requestedAt();
        row.take(ride);
        return row;
    }

    Ride toRide() {
        return new Ride(
                new RideId(id),
                marketId,
                riderId,
                riderReference,
                PlaceList.way(
                        new Place(pickupLatitude, pickupLongitude),
                        stops,
                        new Place(dropoffLatitude, dropoffLongitude),
                        nextPlace),
                new Needs(seats, wheelchair),
                new Bill(priceMinor, heldMinor, holdPerMinuteMinor, noShowFeeMinor, currency),
                plannedDistanceMetres,
                plannedDurationSeconds,
                pin,
                state,
                vehicleId,
                missionId,
                commandId,
                emergencyId,
                boarded,
                requestedAt,
                appointment(),
                pickedUpAt,
                stateSince,
                version);
    }
}
