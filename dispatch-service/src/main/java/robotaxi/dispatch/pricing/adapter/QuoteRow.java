package robotaxi.dispatch.pricing.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import robotaxi.dispatch.pricing.Tariff.Fare;
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

    /** Its id. */
    public String id() {
        return id;
    }

    /** Who asked. */
    public String riderId() {
        return riderId;
    }

    /** City. */
    public String marketId() {
        return marketId;
    }

    /** From where. */
    public Place pickup() {
        return new Place(pickupLatitude, pickupLongitude);
    }

    /** To where. */
    public Place dropoff() {
        return new Place(dropoffLatitude, dropoffLongitude);
    }

    /** The locked price in its parts. */
    public Fare fare() {
        return new Fare(totalMinor, baseMinor, distanceMinor, timeMinor, toLeastMinor, currency);
    }

    /** Length of the way. */
    public double distanceMetres() {
        return distanceMetres;
    }

    /** Expected driving time. */
    public double durationSeconds() {
        return durationSeconds;
    }

    /** The price holds until then. */
    public Instant expiresAt() {
        return expiresAt;
    }
}
