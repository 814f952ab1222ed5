package robotaxi.dispatch.ride;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.decision.DecisionLog;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.FleetError;
import robotaxi.dispatch.fleet.Hindrance;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.pricing.Tariff;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.TaskDesk;
import robotaxi.dispatch.task.TaskKind;
import robotaxi.dispatch.task.TaskPlanner;
import robotaxi.kit.problem.FleetException;

/**
 * What a market's one writer does with rides: match, move on, mend, end. Called by one thread at a time, inside a
 * transaction that holds the market's lease.
 */
public final class RideDesk {
    private final String marketId;
    private final RideBook book;
    private final Rides rides;
    private final Fleet fleet;
    private final Roads roads;
    private final TaskDesk tasks;
    private final InstantSource clock;
    private final RideMending mending;
    private final RideMatching matching;
    private final Replanning replanning;
    private final RiderDesk riders;
    private final GuaranteeMonitor guarantees;
    private final OperatorDesk operators;

    /** A desk over its ports. */
    public RideDesk(
            String marketId,
            RideBook book,
            Fleet fleet,
            Roads roads,
            VehicleCommands commands,
            Tariff tariff,
            DecisionLog log,
            TaskDesk tasks,
            Supplier<String> ids,
            InstantSource clock) {
        this.marketId = marketId;
        this.book = book;
        this.rides = book.rides();
        this.fleet = fleet;
        this.roads = roads;
        this.tasks = tasks;
        var missions = new Missions(fleet, roads, commands, ids);
        this.clock = clock;
        this.mending = new RideMending(book, fleet, missions, clock);
        this.matching = new RideMatching(marketId, book, fleet, roads, log, tasks, missions, mending);
        this.replanning = new Replanning(book, missions, mending, clock);
        this.guarantees = new GuaranteeMonitor(marketId, book, fleet, roads);
        this.operators = new OperatorDesk(book, fleet, missions, mending, tasks, clock);
        this.riders = new RiderDesk(book, fleet, missions, mending, new TripPlanner(roads, tariff), clock);
    }

    /** What cars do between rides. */
    public TaskDesk tasks() {
        return tasks;
    }

    /** What operators may do by hand. */
    public OperatorDesk operators() {
        return operators;
    }

    /** What riders, and operators for them, may wish. */
    public RiderDesk riders() {
        return riders;
    }

    /**
     * Matches every waiting ride that a car can reach, exchanges cars that are still far from their riders for better ones, and
     * keeps what decided it. Answers how many cars were sent.
     */
    public int match() {
        return matching.match(clock.instant());
    }

    /** Sends idle cars to be cleaned, to where riders are expected, or to charge. Answers how many. */
    public int rebalance() {
        Instant now = clock.instant();
        List<Ride> open = rides.listOpen(marketId);
        Map<String, CarTask> busy = tasks.openByVehicle();
        Set<String> taken = rides.listTaken(fleet);
        List<TaskPlanner.Standing> standing = new ArrayList<>();
        for (Vehicle vehicle : fleet.list(marketId)) {
            Place place = vehicle.place();
            Hindrance hindrance = vehicle.hindrance(now);
            boolean isFree = !taken.contains(vehicle.vehicleId()) && !busy.containsKey(vehicle.vehicleId());
            if (place != null && isFree && (hindrance == null || hindrance == Hindrance.LOW_BATTERY)) {
                roads.snap(place)
                        .ifPresent(node -> standing.add(
                                new TaskPlanner.Standing(vehicle.vehicleId(), node, vehicle.batteryPercent())));
            }
        }
        List<Integer> coming = new ArrayList<>();
        open.stream()
                .filter(ride -> ride.state() == RideState.IN_RIDE)
                .forEach(ride -> roads.snap(ride.dropoff()).ifPresent(coming::add));
        List<Integer> booked = new ArrayList<>();
        rides.listScheduled(marketId, now.plus(TaskPlanner.BOOKED_AHEAD))
                .forEach(ride -> roads.snap(ride.pickup()).ifPresent(booked::add));
        return tasks.rebalance(
                standing,
                coming,
                booked,
                open.stream().map(ride -> ride.id().value()).collect(Collectors.toSet()));
    }

    /**
     * An operator gives a car a task by hand; one that it had is taken back.
     *
     * @throws FleetException {@code vehicle.not-available} if a ride has it, or it cannot drive
     */
    public CarTask order(
            String vehicleId, TaskKind kind, @Nullable String siteId, Place place, String who, String reason) {
        Vehicle car = fleet.find(vehicleId)
                .filter(one -> one.marketId().equals(marketId))
                .orElseThrow(() -> new FleetException(FleetError.VEHICLE_UNKNOWN, vehicleId));
        Hindrance hindrance = operators.hindrance(car);
        if (hindrance != null && hindrance != Hindrance.LOW_BATTERY) {
            throw new FleetException(FleetError.NOT_AVAILABLE, vehicleId, hindrance.wireName(), null);
        }
        CarTask before = tasks.of(vehicleId).orElse(null);
        if (before != null) {
            tasks.cancel(before, reason);
        }
        return tasks.plan(vehicleId, kind, place, siteId, who, reason);
    }

    /** Ends what waited too long, tells cars anew that seem not to have heard, and watches over appointments. */
    public void mend() {
        tasks.mend();
        Instant now = clock.instant();
        for (Ride ride : rides.listOpen(marketId)) {
            mending.mend(ride, now);
        }
        guarantees.watch(now);
    }

    /** The car's mission moved on. */
    public void missionUnderWay(String vehicleId, String missionId) {
        tasks.missionUnderWay(vehicleId, missionId);
        ofMission(vehicleId, missionId).ifPresent(ride -> heard(ride, ride::underWay, "under-way"));
    }

    /** The car stands at its mission's end. */
    public void missionArrived(String vehicleId, String missionId) {
        tasks.missionArrived(vehicleId, missionId);
        ofMission(vehicleId, missionId).ifPresent(ride -> heard(ride, ride::arrived, "arrived"));
    }

    /** The car cannot go on, or forgot the mission. */
    public void missionEnded(String vehicleId, String missionId) {
        tasks.missionEnded(vehicleId, missionId);
        ofMission(vehicleId, missionId).ifPresent(ride -> mending.failed(ride, true));
    }

    /** A command to a car ended otherwise than well. */
    public void commandFailed(String vehicleId, String commandId) {
        tasks.commandFailed(vehicleId, commandId);
        rides.findByVehicle(vehicleId)
                .filter(ride -> commandId.equals(ride.commandId()))
                .ifPresent(ride -> mending.failed(ride, false));
    }

    /** A passenger sat down. */
    public void boarded(String vehicleId, String rideId) {
        serving(vehicleId, rideId).ifPresent(ride -> heard(ride, now -> ride.board(), "boarded"));
    }

    /** The passenger got out: the ride is over, or rests at a stop. */
    public void alighted(String vehicleId, String rideId) {
        serving(vehicleId, rideId).ifPresent(ride -> heard(ride, ride::alight, "alighted"));
    }

    /** A fact from a car. One that comes twice, or too late, is refused by the ride and changes nothing. */
    private void heard(Ride ride, Function<Instant, Ride.Move> fact, String cause) {
        book.keep(fact.apply(clock.instant()), ride, "vehicle", cause);
    }

    private Optional<Ride> serving(String vehicleId, String rideId) {
        return rides.findByVehicle(vehicleId).filter(ride -> ride.id().value().equals(rideId));
    }

    private Optional<Ride> ofMission(String vehicleId, String missionId) {
        return rides.findByVehicle(vehicleId).filter(ride -> missionId.equals(ride.missionId()));
    }

    /**
     * Gives driving cars a new way from where they are, those with a rider aboard first. A car that can no longer come to its
     * rider is let go; one that cannot reach its rider's next place keeps what it has.
     *
     * @param concerned whether the way from a car's place to its destination is to be planned anew
     * @return how many have a new way
     */
    public int replan(BiPredicate<Place, Place> concerned) {
        return replanning.replan(rides.listOpen(marketId), concerned);
    }
}
