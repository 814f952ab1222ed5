package robotaxi.dispatch.ride;

import java.util.Optional;
import java.util.function.Supplier;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.Route;

/** Sends cars on their way, and calls them back. */
final class Missions {
    private final Fleet fleet;
    private final Roads roads;
    private final VehicleCommands commands;
    private final Supplier<String> ids;

    Missions(Fleet fleet, Roads roads, VehicleCommands commands, Supplier<String> ids) {
        this.fleet = fleet;
        this.roads = roads;
        this.commands = commands;
        this.ids = ids;
    }

    /** A mission that a car was told of. */
    record Told(String missionId, String commandId) {}

    /** Where a ride's car is, if it was heard of. */
    Optional<Place> placeOf(Ride ride) {
        return ride.vehicle().flatMap(fleet::find).flatMap(car -> Optional.ofNullable(car.place()));
    }

    /** The way of a ride's car to a place. */
    Optional<Route> routeOf(Ride ride, Place to) {
        return ride.vehicle().flatMap(fleet::find).flatMap(car -> routeOf(car, to));
    }

    Optional<Route> routeOf(Vehicle vehicle, Place to) {
        Place from = vehicle.place();
        return from == null ? Optional.empty() : roads.find(from, vehicle.headingDegrees(), to);
    }

    Told send(String vehicleId, RideId ride, Leg leg, Route route) {
        String mission = ids.get();
        return new Told(mission, commands.startMission(vehicleId, mission, ride, leg, route));
    }

    /** On with the rider, to where the way leads. */
    static Leg legOf(Itinerary way) {
        return way.isOnLastLeg() ? Leg.DROPOFF : Leg.STOP;
    }

    String unlock(Ride ride) {
        return commands.unlockDoors(ride.vehicle().orElseThrow(), ride.id());
    }

    void signal(Ride ride, boolean honk, boolean flash) {
        commands.signal(ride.vehicle().orElseThrow(), ride.id(), honk, flash);
    }

    /** Stops the car where it is; answers the emergency that keeps it there. */
    String stopNow(Ride ride, String reason) {
        String emergency = ids.get();
        commands.stopNow(ride.vehicle().orElseThrow(), emergency, reason);
        return emergency;
    }

    /** What kept the car standing holds no longer. */
    void endEmergency(Ride ride, String reason) {
        String vehicle = ride.vehicleId();
        String emergency = ride.emergencyId();
        if (vehicle != null && emergency != null) {
            commands.endEmergency(vehicle, emergency, reason);
        }
    }

    /** The ride needs its car no longer. */
    void release(Ride ride, String reason) {
        endEmergency(ride, reason);
        String vehicle = ride.vehicleId();
        String mission = ride.missionId();
        if (vehicle != null && mission != null) {
            commands.cancelMission(vehicle, mission, reason);
        }
    }
}
