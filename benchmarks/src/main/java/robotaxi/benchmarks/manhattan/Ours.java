package robotaxi.benchmarks.manhattan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import robotaxi.benchmarks.manhattan.Car.State;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.Matcher;
import robotaxi.dispatch.matching.MatchingParameters;
import robotaxi.dispatch.matching.OpenRide;
import robotaxi.dispatch.matching.ZoneValues;
import robotaxi.dispatch.routing.RoadGraph;

/** The product's matching, and somebody who decides on idle cars: all that is here is telling one what the other sees. */
final class Ours implements Policy {
    /** A car this near is not taken away again: the rider sees it come. */
    private static final int COMMIT_MILLIS = 60_000;

    private final Streets streets;
    private final Matcher matcher;
    private final int patienceSeconds;
    private final ZoneValues values;
    private final Policy idleCars;
    private final int[] chargerMillis;

    /**
     * A policy.
     *
     * @param patienceSeconds no car is sent to who cannot be picked up so soon
     * @param values what cars are worth where they are
     * @param idleCars decides on cars that got no ride
     */
    Ours(
            Streets streets,
            List<Site> sites,
            MatchingParameters parameters,
            int patienceSeconds,
            ZoneValues values,
            Policy idleCars) {
        this.patienceSeconds = patienceSeconds;
        this.values = values;
        this.streets = streets;
        this.matcher = new Matcher(streets.graph(), parameters);
        this.idleCars = idleCars;
        this.chargerMillis = streets.graph()
                .millisToNearest(
                        sites.stream()
                                .mapToInt(site -> streets.source(site.link))
                                .toArray(),
                        RoadGraph.UNREACHABLE - 1);
    }

    @Override
    public void decide(World world) {
        Map<String, Car> cars = new HashMap<>();
        List<AvailableCar> available = new ArrayList<>();
        Set<Trip> committed = new HashSet<>();
        Map<Trip, Car> holders = new HashMap<>();
        for (Car car : world.cars()) {
            if (isCommitted(car)) {
                committed.add(Objects.requireNonNull(car.trip));
            } else {
                see(car).ifPresent(available::add);
                cars.put(car.name, car);
                if (car.state == State.TO_PICKUP) {
                    holders.put(Objects.requireNonNull(car.trip), car);
                }
            }
        }
        Map<String, Trip> trips = new HashMap<>();
        List<OpenRide> rides = new ArrayList<>();
        for (Trip trip : world.open()) {
            if (!committed.contains(trip)) {
                Car holder = holders.get(trip);
                OpenRide ride = ride(trip).heldBy(holder == null ? null : holder.name);
                rides.add(ride);
                trips.put(ride.rideId(), trip);
            }
        }
        order(
                world,
                matcher.match(rides, available, Instant.ofEpochSecond(world.now()), values)
                        .matches(),
                trips,
                cars);
        idleCars.decide(world);
    }

    private boolean isCommitted(Car car) {
        return car.state == State.TO_PICKUP
                && car.trip != null
                && car.trip.state == Trip.State.OPEN
                && car.remainingMillis(streets) <= COMMIT_MILLIS;
    }

    /** Whoever is matched to a car that is still on a trip waits for it; whoever lost its car to another one's gets that one. */
    private static void order(World world, List<Match> matches, Map<String, Trip> trips, Map<String, Car> cars) {
        Map<Car, Trip> orders = new HashMap<>();
        matches.forEach(match -> orders.put(
                Objects.requireNonNull(cars.get(match.vehicleId())),
                Objects.requireNonNull(trips.get(match.rideId()))));
        for (Car car : world.cars()) {
            Trip trip = orders.get(car);
            if (car.state == State.TO_PICKUP && cars.containsKey(car.name) && car.trip != trip) {
                world.release(car);
            }
            if (trip != null && car.state != State.ON_TRIP && car.trip != trip) {
                world.assign(car, trip);
            }
        }
    }

    private OpenRide ride(Trip trip) {
        int dropoff = streets.target(trip.destinationLink);
        return OpenRide.at(
                        String.format("r%05d", trip.id),
                        streets.source(trip.originLink),
                        Instant.ofEpochSecond(trip.departure))
                .to(dropoff, trip.millis, chargerMillis[dropoff])
                .lapsingAt(Instant.ofEpochSecond(trip.departure + patienceSeconds - World.STEP_SECONDS)
                        .minusMillis(streets.millis(trip.originLink)));
    }

    /**
     * A car as the product sees it; its way begins with what it takes to leave the link that it stands on. Cars on a trip are left
     * out: looking ahead drives less empty here, but makes riders wait longer, and serves fewer within their ten minutes.
     */
    private Optional<AvailableCar> see(Car car) {
        return switch (car.state) {
            case IDLE, STALL -> Optional.of(standing(car, AvailableCar.State.IDLE));
            case REPOSITIONING -> Optional.of(standing(car, AvailableCar.State.REPOSITIONING));
            case TO_SITE, QUEUED -> Optional.of(standing(car, AvailableCar.State.TO_CHARGER));
            case CHARGING -> Optional.of(standing(car, AvailableCar.State.CHARGING));
            case TO_PICKUP -> Optional.of(standing(car, AvailableCar.State.ASSIGNED));
            case ON_TRIP, OUT_OF_SERVICE -> Optional.empty();
        };
    }

    private AvailableCar standing(Car car, AvailableCar.State state) {
        return AvailableCar.of(car.name, streets.target(car.link), car.millisToLeave(streets), state, car.kwh);
    }
}
