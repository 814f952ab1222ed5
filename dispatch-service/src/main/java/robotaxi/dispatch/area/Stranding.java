package robotaxi.dispatch.area;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.routing.Place;

/**
 * Whom a domain leaves stranded: rides that could not begin, go on or end under it, and cars that stand or drive outside of it.
 *
 * @param rides riders aboard first, then by the time of their request
 * @param vehicles cars outside of the domain, by id
 */
public record Stranding(List<StrandedRide> rides, List<String> vehicles) {
    /**
     * A ride.
     *
     * @param isAboard the rider sits in the car
     * @param why what is not ours: the car's place, the pick-up or the drop-off
     */
    public record StrandedRide(String rideId, RideState state, boolean isAboard, String why) {}

    /** Whom it would be. */
    public static Stranding under(OperationalDomain domain, Collection<Ride> open, Collection<Vehicle> cars) {
        List<StrandedRide> rides = open.stream()
                .sorted(Comparator.comparing((Ride ride) -> !isAboard(ride)).thenComparing(Ride::requestedAt))
                .flatMap(ride -> why(domain, ride, cars)
                        .map(why -> new StrandedRide(ride.id().value(), ride.state(), isAboard(ride), why))
                        .stream())
                .toList();
        List<String> vehicles = cars.stream()
                .filter(car -> isOutside(domain, car))
                .map(Vehicle::vehicleId)
                .sorted()
                .toList();
        return new Stranding(rides, vehicles);
    }

    /** Whom the other one does not strand as well. */
    public Stranding without(Stranding before) {
        List<String> already = before.rides().stream().map(StrandedRide::rideId).toList();
        return new Stranding(
                rides.stream().filter(ride -> !already.contains(ride.rideId())).toList(),
                vehicles.stream()
                        .filter(vehicle -> !before.vehicles().contains(vehicle))
                        .toList());
    }

    private static boolean isAboard(Ride ride) {
        return ride.boarded() || ride.state() == RideState.IN_RIDE;
    }

    private static Optional<String> why(OperationalDomain domain, Ride ride, Collection<Vehicle> cars) {
        boolean carIsOutside =
                cars.stream().anyMatch(car -> car.vehicleId().equals(ride.vehicleId()) && isOutside(domain, car));
        if (carIsOutside) {
            return Optional.of("vehicle");
        }
        if (!isAboard(ride) && domain.refusal(ride.pickup()).isPresent()) {
            return Optional.of("pickup");
        }
        return domain.refusal(ride.dropoff()).isPresent() ? Optional.of("dropoff") : Optional.empty();
    }

    private static boolean isOutside(OperationalDomain domain, Vehicle car) {
        Place place = car.place();
        return place != null && domain.refusal(place).isPresent();
    }
}
