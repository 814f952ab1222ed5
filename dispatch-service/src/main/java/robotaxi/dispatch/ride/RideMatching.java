package robotaxi.dispatch.ride;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import robotaxi.dispatch.decision.DecisionLog;
import robotaxi.dispatch.decision.MatchTick;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.Matcher;
import robotaxi.dispatch.matching.Matching;
import robotaxi.dispatch.matching.MatchingParameters;
import robotaxi.dispatch.matching.OpenRide;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.Route;
import robotaxi.dispatch.task.TaskDesk;

/**
 * One tick: which car goes to which rider. Riders who were told a car take part as long as it is far from them, and cars that
 * serve somebody once they are about to be free, see {@link Commitment}. A match with a car that is not free yet is held, not
 * told: its rider waits on, and the next tick looks again.
 */
final class RideMatching {
    private static final MatchingParameters POLICY = MatchingParameters.USUAL;

    /** Why a rider gets another car than the one that was on its way. */
    static final String BETTER_CAR = "better-car";

    /** Who was told a car is not left without one for somebody who was not. */
    private static final int PROMISED_MILLIS = 6_000_000;

    private final String marketId;
    private final RideBook book;
    private final Fleet fleet;
    private final Roads roads;
    private final DecisionLog log;
    private final TaskDesk tasks;
    private final Missions missions;
    private final RideMending mending;

    RideMatching(
            String marketId,
            RideBook book,
            Fleet fleet,
            Roads roads,
            DecisionLog log,
            TaskDesk tasks,
            Missions missions,
            RideMending mending) {
        this.marketId = marketId;
        this.book = book;
        this.fleet = fleet;
        this.roads = roads;
        this.log = log;
        this.tasks = tasks;
        this.missions = missions;
        this.mending = mending;
    }

    /** A ride that is to get its first car, or another one than it has. */
    private record Change(Ride ride, OpenRide asked, Match match, Optional<Route> route) {}

    /** Matches, and keeps what decided it. Answers how many cars were sent. */
    int match(Instant now) {
        // The graph of this moment: a closure, or a jam, gives the roads another one.
        RoadGraph graph = roads.graph();
        List<Ride> open = book.rides().listOpen(marketId);
        var commitment = new Commitment(open, book.rides(), fleet, roads, graph, now);
        Map<String, Ride> byId = new HashMap<>();
        Map<String, OpenRide> asked = new LinkedHashMap<>();
        for (Ride ride : open) {
            OptionalInt node = roads.snap(ride.meetingPlace());
            if (node.isPresent() && (ride.state().isWithoutCar() || commitment.mayChange(ride))) {
                byId.put(ride.id().value(), ride);
                asked.put(ride.id().value(), asked(ride, node.getAsInt(), now));
            }
        }
        if (asked.isEmpty()) {
            return 0;
        }
        Supply supply = supply(commitment, now);
        Matching matching = new Matcher(graph, POLICY)
                .match(List.copyOf(asked.values()), supply.cars(), now, tasks.planner()::worthMillis);
        Map<String, AvailableCar> cars = supply.byId();
        List<Change> changes = new ArrayList<>();
        for (Match match : matching.matches()) {
            Ride ride = Objects.requireNonNull(byId.get(match.rideId()));
            boolean isHeld =
                    Objects.requireNonNull(cars.get(match.vehicleId())).state() == AvailableCar.State.SOON_FREE;
            if (!isHeld && !match.vehicleId().equals(ride.vehicleId())) {
                OpenRide was = Objects.requireNonNull(asked.get(match.rideId()));
                changes.add(new Change(ride, was, match, routeOf(match.vehicleId(), ride)));
            }
        }
        List<MatchTick.Decision> decisions = carryOut(changes, byId.values(), cars, now);
        if (!decisions.isEmpty()) {
            log.keep(new MatchTick(
                    marketId,
                    now,
                    POLICY,
                    graph.fingerprint(),
                    asked.size(),
                    cars.size(),
                    supply.leftOut(),
                    matching.isProvenOptimal(),
                    decisions));
        }
        return (int) decisions.stream()
                .filter(decision -> decision.rideVersion() > 0)
                .count();
    }

    private OpenRide asked(Ride ride, int node, Instant now) {
        int priority = Guarantee.priorityMillis(ride);
        if (ride.state().isWithoutCar()) {
            tasks.planner().requested(ride.id().value(), node, waitingSince(ride, now));
        } else {
            priority += PROMISED_MILLIS;
        }
        return OpenRide.at(ride.id().value(), node, waitingSince(ride, now))
                .forParty(ride.needs().seats(), ride.needs().wheelchair())
                .withPriority(priority)
                .heldBy(ride.vehicleId());
    }

    /** Who is to be met later has not waited yet. */
    private static Instant waitingSince(Ride ride, Instant now) {
        return ride.waitsSince().isAfter(now) ? now : ride.waitsSince();
    }

    private Supply supply(Commitment commitment, Instant now) {
        return new Supply(
                fleet.list(marketId),
                book.rides().listHeldVehicles(),
                commitment.cars(),
                fleet.listReserved(),
                tasks.openByVehicle(),
                vehicle -> mending.isResting(vehicle, now),
                roads,
                now);
    }

    private Optional<Route> routeOf(String vehicleId, Ride ride) {
        Vehicle vehicle = fleet.find(vehicleId).orElseThrow();
        Optional<Route> route = missions.routeOf(vehicle, ride.meetingPlace());
        if (route.isEmpty()) {
            mending.rest(vehicleId);
        }
        return route;
    }

    /** All cars that are called back are free before any is sent: two riders may change theirs. */
    private List<MatchTick.Decision> carryOut(
            List<Change> changes, Collection<Ride> asked, Map<String, AvailableCar> cars, Instant now) {
        Map<RideId, Ride> waiting = new HashMap<>();
        possible(changes, asked).forEach(change -> waiting.put(change.ride().id(), callBack(change.ride(), now)));
        List<MatchTick.Decision> decisions = new ArrayList<>();
        for (Change change : changes) {
            Ride ride = waiting.get(change.ride().id());
            if (ride != null) {
                decisions.add(MatchTick.Decision.of(change.asked(), change.match(), cars, send(ride, change, now)));
            } else if (change.asked().heldBy() == null) {
                decisions.add(MatchTick.Decision.of(change.asked(), change.match(), cars, 0));
            }
        }
        return decisions;
    }

    /** Without those that no road leads to, and without those whose car stays with its rider because of that. */
    private static List<Change> possible(List<Change> changes, Collection<Ride> asked) {
        List<Change> possible = new ArrayList<>(changes);
        possible.removeIf(change -> change.route().isEmpty());
        boolean isFewer = true;
        while (isFewer) {
            Set<RideId> changing =
                    possible.stream().map(change -> change.ride().id()).collect(Collectors.toSet());
            Set<String> staying = asked.stream()
                    .filter(ride -> !changing.contains(ride.id()))
                    .flatMap(ride -> ride.vehicle().stream())
                    .collect(Collectors.toSet());
            isFewer =
                    possible.removeIf(change -> staying.contains(change.match().vehicleId()));
        }
        return possible;
    }

    /** The ride without the car that it had, if it had one. */
    private Ride callBack(Ride ride, Instant now) {
        if (ride.vehicle().isEmpty()) {
            return ride;
        }
        missions.release(ride, BETTER_CAR);
        return book.keep(ride.fail(now), ride, "matcher", BETTER_CAR) instanceof Ride.Move.Done done
                ? done.ride()
                : ride;
    }

    /** Answers the ride's version with the match. */
    private long send(Ride ride, Change change, Instant now) {
        String vehicleId = change.match().vehicleId();
        Route route = change.route().orElseThrow();
        tasks.divert(vehicleId);
        boolean isFirst = change.asked().heldBy() == null;
        tasks.share().sent(route.distanceMetres(), isFirst ? ride.plannedDistanceMetres() : 0, now);
        Missions.Told told = missions.send(vehicleId, ride.id(), Leg.PICKUP, route);
        Ride.Move move = ride.match(vehicleId, told.missionId(), told.commandId(), now);
        return book.keep(move, ride, "matcher", "matched") instanceof Ride.Move.Done done
                ? done.ride().version()
                : 0;
    }
}
