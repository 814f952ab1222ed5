package robotaxi.dispatch.ride.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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

    @Column(name = "picked_up_at")
    @Nullable
    Instant pickedUpAt;

    @Column(name = "state_since")
    Instant stateSince = Instant.EPOCH;

    long version;

    /** Takes over everything that may change. */
    void take(Ride ride) {
        state = ride.state();
        vehicleId = ride.vehicleId();
        missionId = ride.missionId();
        commandId = ride.commandId();
        boarded = ride.boarded();
        pickedUpAt = ride.pickedUpAt();
        stateSince = ride.stateSince();
        version = ride.version();
    }

    static RideRow of(Ride ride, String quoteId, String idempotencyKey) {
        var row = new RideRow();
        row.id = ride.id().value();
        row.quoteId = quoteId;
        row.idempotencyKey = idempotencyKey;
        row.riderId = ride.riderId();
        row.marketId = ride.marketId();
        row.pickupLatitude = ride.pickup().latitude();
        row.pickupLongitude = ride.pickup().longitude();
        row.dropoffLatitude = ride.dropoff().latitude();
        row.dropoffLongitude = ride.dropoff().longitude();
        row.priceMinor = ride.priceMinor();
        row.currency = ride.currency();
        row.plannedDistanceMetres = ride.plannedDistanceMetres();
        row.plannedDurationSeconds = ride.plannedDurationSeconds();
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
                new Place(pickupLatitude, pickupLongitude),
                new Place(dropoffLatitude, dropoffLongitude),
                priceMinor,
                currency,
                plannedDistanceMetres,
                plannedDurationSeconds,
                pin,
                state,
                vehicleId,
                missionId,
                commandId,
                boarded,
                requestedAt,
                pickedUpAt,
                stateSince,
                version);
    }
}
