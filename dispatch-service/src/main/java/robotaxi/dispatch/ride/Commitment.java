package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.AvailableCar.State;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;

/**
 * Which cars at work a tick may match again. A car on its way to a rider may be exchanged until the commit point, which is when it
 * is near, unless a person sent it. A car with a rider aboard may be matched once it is about to let them out.
 */
final class Commitment {
    /** A car this near stays: the rider sees it come. */
    static final int COMMIT_MILLIS = 90_000;

    /** A car that was just told is given the time to begin. */
    static final Duration SETTLED = Duration.ofSeconds(10);

    /** Who is free later than this is not waited for. */
    static final double SOON_SECONDS = 180;

    /** About what riders need to get out. */
    static final double ALIGHTING_SECONDS = 30;

    private final Roads roads;
    private final RoadGraph graph;
    private final Instant now;
    private final Map<String, AvailableCar> cars = new HashMap<>();
    private final Set<RideId> changeable = new HashSet<>();

    /** Looks at all open rides of a market. */
    Commitment(List<Ride> open, Rides rides, Fleet fleet, Roads roads, RoadGraph graph, Instant now) {
        this.roads = roads;
        this.graph = graph;
        this.now = now;
        Set<String> reserved = fleet.listReserved();
        for (Ride ride : open) {
            ride.vehicle()
                    .filter(id -> !reserved.contains(id))
                    .flatMap(fleet::find)
                    .ifPresent(car -> look(ride, car));
        }
        if (!changeable.isEmpty()) {
            Set<RideId> byHand = rides.listSentByHand(changeable);
            open.stream()
                    .filter(ride -> byHand.contains(ride.id()))
                    .flatMap(ride -> ride.vehicle().stream())
                    .forEach(cars::remove);
            changeable.removeAll(byHand);
        }
    }

    private void look(Ride ride, Vehicle car) {
        switch (ride.state()) {
            case MATCHED, EN_ROUTE -> onItsWay(ride, car);
            case IN_RIDE -> aboutToBeFree(ride, car);
            default -> {}
        }
    }

    private void onItsWay(Ride ride, Vehicle car) {
        Place place = car.place();
        OptionalInt meeting = roads.snap(ride.meetingPlace());
        OptionalInt at = place == null ? OptionalInt.empty() : roads.snap(place);
        boolean isSettled = Duration.between(ride.stateSince(), now).compareTo(SETTLED) >= 0;
        if (isSettled
                && meeting.isPresent()
                && at.isPresent()
                && car.hindrance(now, ride.missionId()) == null
                && graph.millisBetween(at.getAsInt(), meeting.getAsInt(), COMMIT_MILLIS) == RoadGraph.UNREACHABLE) {
            changeable.add(ride.id());
            add(car, at.getAsInt(), 0, State.ASSIGNED);
        }
    }

    private void aboutToBeFree(Ride ride, Vehicle car) {
        String mission = ride.missionId();
        OptionalInt dropoff = roads.snap(ride.dropoff());
        if (mission != null
                && ride.itinerary().isOnLastLeg()
                && dropoff.isPresent()
                && car.drives(mission, now)
                && car.etaSeconds() > 0
                && car.etaSeconds() <= SOON_SECONDS
                && car.batteryPercent() >= Vehicle.LEAST_BATTERY_PERCENT) {
            int ready = (int) ((car.etaSeconds() + ALIGHTING_SECONDS) * 1_000);
            add(car, dropoff.getAsInt(), ready, State.SOON_FREE);
        }
    }

    private void add(Vehicle car, int node, int readyMillis, State state) {
        cars.put(
                car.vehicleId(),
                AvailableCar.of(car.vehicleId(), node, readyMillis, state, Double.MAX_VALUE)
                        .withRoom(car.seats(), car.wheelchairAccessible()));
    }

    /** Whether a ride that has a car may get another one. */
    boolean mayChange(Ride ride) {
        return changeable.contains(ride.id());
    }

    /** The cars at work that may be matched, by id. */
    Map<String, AvailableCar> cars() {
        return cars;
    }
}
