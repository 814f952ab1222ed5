package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import robotaxi.dispatch.routing.Place;

/** Rides for tests. */
public final class TestRides {
    /** When rides are asked for. */
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    static final Instant LATER = START.plus(Duration.ofMinutes(3));
    static final String PIN = "0417";

    private TestRides() {}

    /** A new ride. */
    public static Ride requested(String id, String market, Place pickup, Place dropoff, Instant now) {
        return new Ride(
                new RideId(id),
                market,
                "rider",
                pickup,
                dropoff,
                1_350,
                "EUR",
                5_000,
                600,
                PIN,
                RideState.REQUESTED,
                null,
                null,
                null,
                false,
                now,
                null,
                now,
                1);
    }

    /** A ride in a state, with a car where that state has one. */
    static Ride in(RideState state) {
        boolean hasCar = state != RideState.REQUESTED && state != RideState.CANCELLED_NO_SUPPLY;
        Ride fresh = requested("ride-1", "monaco", new Place(43.73, 7.41), new Place(43.74, 7.42), START);
        return new Ride(
                fresh.id(),
                fresh.marketId(),
                fresh.riderId(),
                fresh.pickup(),
                fresh.dropoff(),
                fresh.priceMinor(),
                fresh.currency(),
                fresh.plannedDistanceMetres(),
                fresh.plannedDurationSeconds(),
                fresh.pin(),
                state,
                hasCar ? "car-1" : null,
                hasCar ? "mission-1" : null,
                hasCar ? "command-1" : null,
                false,
                START,
                null,
                START,
                7);
    }
}
