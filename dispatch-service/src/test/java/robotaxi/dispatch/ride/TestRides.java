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
        return order(id, market, pickup, dropoff).place(now).ride();
    }

    /** A wish for a ride: 13.50 EUR, a minute of hold 0.40, not to come 5.00. */
    static RideOrder order(String id, String market, Place pickup, Place dropoff) {
        return order(id, market, pickup, dropoff, Needs.ONE);
    }

    static RideOrder order(String id, String market, Place pickup, Place dropoff, Needs needs) {
        return new RideOrder(
                new RideId(id),
                market,
                "rider",
                null,
                Itinerary.of(pickup, dropoff),
                needs,
                new Bill(1_350, 0, 40, 500, "EUR"),
                5_000,
                600,
                PIN,
                null);
    }

    /** The same wish for later: a car at the time, or 3.00 off the price. */
    static RideOrder later(String id, String market, Place pickup, Place dropoff, Instant pickupAt) {
        RideOrder now = order(id, market, pickup, dropoff);
        return new RideOrder(
                now.id(),
                now.marketId(),
                now.riderId(),
                now.riderReference(),
                now.itinerary(),
                now.needs(),
                now.bill(),
                now.plannedDistanceMetres(),
                now.plannedDurationSeconds(),
                now.pin(),
                Appointment.at(pickupAt, 300));
    }

    /** A ride in a state, with a car where that state has one. */
    static Ride in(RideState state) {
        Ride fresh = requested("ride-1", "monaco", new Place(43.73, 7.41), new Place(43.74, 7.42), START);
        var change = new RideChange(fresh);
        change.state = state;
        if (!state.isWithoutCar() && state != RideState.SCHEDULED && state != RideState.CANCELLED_NO_SUPPLY) {
            change.withMission("car-1", "mission-1", "command-1");
        }
        return change.made();
    }
}
