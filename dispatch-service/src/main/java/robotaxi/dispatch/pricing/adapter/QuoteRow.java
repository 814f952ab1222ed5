package robotaxi.dispatch.pricing.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.pricing.Quote;
import robotaxi.dispatch.pricing.Tariff.Fare;

/** The row of a quote that became a ride: what was locked then. Other quotes have none. */
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

    /** The row of a quote that becomes a ride. */
    public static QuoteRow of(Quote quote) {
        var row = new QuoteRow();
        row.id = quote.id();
        row.riderId = quote.riderId();
        row.marketId = quote.marketId();
        row.pickupLatitude = quote.way().pickup().latitude();
        row.pickupLongitude = quote.way().pickup().longitude();
        row.stops = PlaceList.between(quote.way());
        row.dropoffLatitude = quote.way().dropoff().latitude();
        row.dropoffLongitude = quote.way().dropoff().longitude();
        Fare fare = quote.fare();
        row.totalMinor = fare.totalMinor();
        row.baseMinor = fare.baseMinor();
        row.distanceMinor = fare.distanceMinor();
        row.timeMinor = fare.timeMinor();
        row.toLeastMinor = fare.toLeastMinor();
        row.currency = fare.currency();
        row.holdPerMinuteMinor = quote.holdPerMinuteMinor();
        row.noShowFeeMinor = quote.noShowFeeMinor();
        row.lateCreditMinor = quote.lateCreditMinor();
        row.seats = quote.needs().seats();
        row.wheelchair = quote.needs().wheelchair();
        row.distanceMetres = quote.distanceMetres();
        row.durationSeconds = quote.durationSeconds();
        row.expiresAt = quote.expiresAt();
        row.pickupAt = quote.pickupAt();
        return row;
    }

    /** The locked price in its parts. */
    public Fare fare() {
        return new Fare(totalMinor, baseMinor, distanceMinor, timeMinor, toLeastMinor, currency);
    }
}
