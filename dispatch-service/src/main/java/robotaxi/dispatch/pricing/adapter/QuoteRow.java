package robotaxi.dispatch.pricing.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.pricing.Tariff.Fare;
import robotaxi.dispatch.ride.Appointment;
import robotaxi.dispatch.ride.Bill;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.RideOrder;
import robotaxi.dispatch.routing.Place;

/** A quote's row: a price locked until a time. */
@Entity
@Table(name = "quote")
public class QuoteRow {
    @Id
    String id = "";

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

    @Column(name = "total_minor")
    long totalMinor;

    @Column(name = "base_minor")
    long baseMinor;

    @Column(name = "distance_minor")
    long distanceMinor;

    @Column(name = "time_minor")
    long timeMinor;

    @Column(name = "to_least_minor")
    long toLeastMinor;

    String currency = "";

    @Column(name = "distance_metres")
    double distanceMetres;

    @Column(name = "duration_seconds")
    double durationSeconds;

    @Column(name = "expires_at")
    Instant expiresAt = Instant.EPOCH;

    /** Places between pick-up and drop-off, latitude and longitude in turn. */
    double[] stops = {};

    @Column(name = "hold_per_minute_minor")
    long holdPerMinuteMinor;

    @Column(name = "no_show_fee_minor")
    long noShowFeeMinor;

    int seats = 1;

    boolean wheelchair;

    @Column(name = "pickup_at")
    @Nullable
    Instant pickupAt;

    @Column(name = "late_credit_minor")
    long lateCreditMinor;

    /** Its id. */
    public String id() {
        return id;
    }

    /** The city. */
    public String marketId() {
        return marketId;
    }

    /** Who asked. */
    public String riderId() {
        return riderId;
    }

    /** The locked price in its parts. */
    public Fare fare() {
        return new Fare(totalMinor, baseMinor, distanceMinor, timeMinor, toLeastMinor, currency);
    }

    /** The ride that the quote promises. */
    public RideOrder order(RideId ride, String pin) {
        return new RideOrder(
                ride,
                marketId,
                riderId,
                PlaceList.way(
                        new Place(pickupLatitude, pickupLongitude),
                        stops,
                        new Place(dropoffLatitude, dropoffLongitude),
                        0),
                new Needs(seats, wheelchair),
                new Bill(totalMinor, 0, holdPerMinuteMinor, noShowFeeMinor, currency),
                distanceMetres,
                durationSeconds,
                pin,
                pickupAt == null ? null : Appointment.at(pickupAt, lateCreditMinor));
    }

    /** The price holds until then. */
    public Instant expiresAt() {
        return expiresAt;
    }
}
