package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.Matcher;
import robotaxi.dispatch.matching.OpenRide;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.Route;

/**
 * What a market's one writer does with rides: match, move on, mend, end. Called by one thread at a time, inside a
 * transaction that holds the market's lease.
 */
public final class RideDesk {
    /** A request lapses when no car was found for so long. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** A rider who does not come. */
    static final Duration NO_SHOW_AFTER = Duration.ofMinutes(8);

    /** A car that was told to come but shows no sign of it. */
    static final Duration SILENCE = Duration.ofSeconds(75);

    /** A car that refused is not asked again at once. */
    static final Duration REST = Duration.ofSeconds(30);

    private final String marketId;
    private final Rides rides;
    private final Fleet fleet;
    private final Roads roads;
    private final VehicleCommands commands;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final Matcher matcher;
    private final Map<String, Instant> resting = new HashMap<>();

    /** A desk over its ports. */
    public RideDesk(
            String marketId,
            Rides rides,
            Fleet fleet,
            Roads roads,
            VehicleCommands commands,
            Supplier<String> ids,
            InstantSource clock) {
        this.marketId = marketId;
        this.rides = rides;
        this.fleet = fleet;
        this.roads = roads;
        this.commands = commands;
        this.ids = ids;
        this.clock = clock;
        this.matcher = new Matcher(roads.graph());
    }

    /** Matches every waiting ride that a car can reach. Answers how many. */
    public int match() {
        Instant now = clock.instant();
        List<Ride> open = rides.listOpen(marketId);
        List<OpenRide> waiting = new ArrayList<>();
        Map<String, Ride> byId = new HashMap<>();
        for (Ride ride : open) {
            if (ride.state() == RideState.REQUESTED) {
                OptionalInt node = roads.snap(ride.pickup());
                if (node.isPresent()) {
                    byId.put(ride.id().value(), ride);
                    waiting.add(OpenRide.at(ride.id().value(), node.getAsInt(), ride.requestedAt()));
                }
            }
        }
        if (waiting.isEmpty()) {
            return 0;
        }
        int matched = 0;
        for (Match match : matcher.match(waiting, idleCars(now), now).matches()) {
            Ride ride = byId.get(match.rideId());
            Vehicle vehicle = fleet.find(match.vehicleId()).orElseThrow();
            if (ride != null && send(ride, vehicle, now)) {
                matched++;
            }
        }
        return matched;
    }

    private List<AvailableCar> idleCars(Instant now) {
        Set<String> taken = new HashSet<>(rides.listHeldVehicles());
        taken.addAll(fleet.listReserved());
        resting.values().removeIf(until -> until.isBefore(now));
        List<AvailableCar> idle = new ArrayList<>();
        for (Vehicle vehicle : fleet.list(marketId)) {
            Place place = vehicle.place();
            if (place != null
                    && vehicle.isReady(now)
                    && !taken.contains(vehicle.vehicleId())
                    && !resting.containsKey(vehicle.vehicleId())) {
                roads.snap(place).ifPresent(node -> idle.add(AvailableCar.idle(vehicle.vehicleId(), node)));
            }
        }
        return idle;
    }

    private boolean send(Ride ride, Vehicle vehicle, Instant now) {
        Optional<Route> route = routeOf(vehicle, ride.pickup());
        if (route.isEmpty()) {
            resting.put(vehicle.vehicleId(), now.plus(REST));
            return false;
        }
        String mission = ids.get();
        String command = commands.startMission(vehicle.vehicleId(), mission, ride.id(), false, route.get());
        return switch (ride.match(vehicle.vehicleId(), mission, command, now)) {
            case Ride.Move.Done done -> {
                rides.save(done.ride(), ride, "matcher", "matched");
                yield true;
            }
            case Ride.Move.Refused _ -> false;
        };
    }

    /** Ends what waited too long and tells cars anew that seem not to have heard. */
    public void mend() {
        Instant now = clock.instant();
        for (Ride ride : rides.listOpen(marketId)) {
            Duration inState = Duration.between(ride.stateSince(), now);
            switch (ride.state()) {
                case REQUESTED -> {
                    if (Duration.between(ride.requestedAt(), now).compareTo(PATIENCE) > 0) {
                        move(ride, RideState.CANCELLED_NO_SUPPLY, "clock", "no-supply");
                    }
                }
                case MATCHED, EN_ROUTE -> {
                    if (inState.compareTo(SILENCE) > 0 && hasForgotten(ride, now)) {
                        letGo(ride, "vehicle-silent");
                    }
                }
                case ARRIVED, BOARDING -> {
                    if (inState.compareTo(NO_SHOW_AFTER) > 0) {
                        cancel(ride, RideState.CANCELLED_NO_SHOW, "clock", "no-show");
                    }
                }
                case IN_RIDE -> {
                    if (inState.compareTo(SILENCE) > 0 && hasForgotten(ride, now)) {
                        tellAgain(ride);
                    }
                }
                default -> {}
            }
        }
    }

    /** The car is there, idle and drives nothing, although it was given a mission. */
    private boolean hasForgotten(Ride ride, Instant now) {
        return ride.vehicle()
                .flatMap(fleet::find)
                .map(vehicle -> vehicle.connected()
                        && vehicle.missionId().isEmpty()
                        && "parked".equals(vehicle.mode())
                        && Duration.between(vehicle.seenAt(), now).toSeconds() < 10)
                .orElse(false);
    }

    /** The rider, or an operator, gives the ride up. */
    public Ride.Move cancel(Ride ride, RideState end, String actor, String cause) {
        Ride.Move move = ride.to(end, clock.instant());
        if (move instanceof Ride.Move.Done done) {
            String vehicle = ride.vehicleId();
            String mission = ride.missionId();
            if (vehicle != null && mission != null) {
                commands.cancelMission(vehicle, mission, cause);
            }
            rides.save(done.ride(), ride, actor, cause);
        }
        return move;
    }

    /** The rider at the door gives the PIN. */
    public Ride.Move unlock(Ride ride, String pin) {
        Ride.Move move = ride.unlock(pin, clock.instant());
        if (move instanceof Ride.Move.Done(Ride opened)) {
            String vehicle = opened.vehicle().orElseThrow();
            String command = commands.unlockDoors(vehicle, ride.id());
            Ride told = opened.withMission(vehicle, String.valueOf(opened.missionId()), command);
            rides.save(told, ride, "rider", "unlocked");
            return new Ride.Move.Done(told);
        }
        return move;
    }

    /** The rider, seated, wants to go. */
    public Ride.Move start(Ride ride) {
        String mission = ids.get();
        Optional<Route> route = ride.vehicle().flatMap(fleet::find).flatMap(car -> routeOf(car, ride.dropoff()));
        if (route.isEmpty()) {
            return new Ride.Move.Refused(ride, RideError.STATE_CONFLICT);
        }
        Ride.Move move = ride.start(mission, "", clock.instant());
        if (move instanceof Ride.Move.Done(Ride started)) {
            String vehicle = started.vehicle().orElseThrow();
            String command = commands.startMission(vehicle, mission, ride.id(), true, route.get());
            Ride told = started.withMission(vehicle, mission, command);
            rides.save(told, ride, "rider", "started");
            return new Ride.Move.Done(told);
        }
        return move;
    }

    /** The car's mission moved on. */
    public void missionUnderWay(String vehicleId, String missionId) {
        ofMission(vehicleId, missionId)
                .filter(ride -> ride.state() == RideState.MATCHED)
                .ifPresent(ride -> move(ride, RideState.EN_ROUTE, "vehicle", "under-way"));
    }

    /** The car stands at its mission's end. */
    public void missionArrived(String vehicleId, String missionId) {
        ofMission(vehicleId, missionId)
                .filter(ride -> ride.state() == RideState.MATCHED || ride.state() == RideState.EN_ROUTE)
                .ifPresent(ride -> move(ride, RideState.ARRIVED, "vehicle", "arrived"));
    }

    /** The car cannot go on, or forgot the mission. */
    public void missionEnded(String vehicleId, String missionId) {
        ofMission(vehicleId, missionId).ifPresent(this::afterFailure);
    }

    /** A command to a car ended otherwise than well. */
    public void commandFailed(String vehicleId, String commandId) {
        rides.findByVehicle(vehicleId)
                .filter(ride -> commandId.equals(ride.commandId()))
                .ifPresent(this::afterFailure);
    }

    private void afterFailure(Ride ride) {
        switch (ride.state()) {
            case MATCHED, EN_ROUTE -> letGo(ride, "vehicle-failed");
            case BOARDING -> {
                if (!ride.boarded()) {
                    String vehicle = ride.vehicle().orElseThrow();
                    String command = commands.unlockDoors(vehicle, ride.id());
                    Ride told = ride.retold(String.valueOf(ride.missionId()), command, clock.instant());
                    rides.save(told, ride, "clock", "told-again");
                }
            }
            case IN_RIDE -> tellAgain(ride);
            default -> {}
        }
    }

    /** A passenger sat down. */
    public void boarded(String vehicleId, String rideId) {
        rides.findByVehicle(vehicleId)
                .filter(ride ->
                        ride.id().value().equals(rideId) && ride.state() == RideState.BOARDING && !ride.boarded())
                .ifPresent(ride -> rides.save(ride.asBoarded(), ride, "vehicle", "boarded"));
    }

    /** The passenger got out: the ride is over. */
    public void alighted(String vehicleId, String rideId) {
        rides.findByVehicle(vehicleId)
                .filter(ride -> ride.id().value().equals(rideId) && ride.state() == RideState.IN_RIDE)
                .ifPresent(ride -> move(ride, RideState.COMPLETED, "vehicle", "alighted"));
    }

    private Optional<Ride> ofMission(String vehicleId, String missionId) {
        return rides.findByVehicle(vehicleId).filter(ride -> missionId.equals(ride.missionId()));
    }

    private void letGo(Ride ride, String cause) {
        ride.vehicle().ifPresent(vehicle -> {
            resting.put(vehicle, clock.instant().plus(REST));
            String mission = ride.missionId();
            if (mission != null) {
                commands.cancelMission(vehicle, mission, cause);
            }
        });
        move(ride, RideState.REQUESTED, "clock", cause);
    }

    private void tellAgain(Ride ride) {
        String vehicleId = ride.vehicle().orElseThrow();
        fleet.find(vehicleId)
                .flatMap(vehicle -> routeOf(vehicle, ride.dropoff()))
                .ifPresent(route -> {
                    String mission = ids.get();
                    String command = commands.startMission(vehicleId, mission, ride.id(), true, route);
                    rides.save(ride.retold(mission, command, clock.instant()), ride, "clock", "told-again");
                });
    }

    private void move(Ride ride, RideState next, String actor, String cause) {
        if (ride.to(next, clock.instant()) instanceof Ride.Move.Done done) {
            rides.save(done.ride(), ride, actor, cause);
        }
    }

    private Optional<Route> routeOf(Vehicle vehicle, Place to) {
        Place from = vehicle.place();
        return from == null ? Optional.empty() : roads.find(from, vehicle.headingDegrees(), to);
    }
}
