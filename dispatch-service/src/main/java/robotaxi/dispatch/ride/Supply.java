package robotaxi.dispatch.ride;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Hindrance;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.routing.Roads;

/** The cars that a tick may match, and how many it may not, by reason. */
final class Supply {
    private final List<AvailableCar> cars = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();

    /**
     * Looks at every car.
     *
     * @param taken cars of open rides
     * @param held cars held for something else
     * @param isResting whether a car is not to be asked for a while
     */
    Supply(
            List<Vehicle> fleet,
            Set<String> taken,
            Set<String> held,
            Predicate<String> isResting,
            Roads roads,
            Instant now) {
        for (Vehicle vehicle : fleet) {
            Hindrance hindrance = hindrance(vehicle, taken, held, isResting, now);
            if (hindrance == null && !add(vehicle, roads)) {
                hindrance = Hindrance.OFF_ROAD;
            }
            if (hindrance != null) {
                leftOut.merge(hindrance.wireName(), 1, Integer::sum);
            }
        }
    }

    private static @Nullable Hindrance hindrance(
            Vehicle vehicle, Set<String> taken, Set<String> held, Predicate<String> isResting, Instant now) {
        if (taken.contains(vehicle.vehicleId())) {
            return Hindrance.SERVES_A_RIDE;
        }
        if (held.contains(vehicle.vehicleId())) {
            return Hindrance.HELD;
        }
        Hindrance own = vehicle.hindrance(now);
        return own == null && isResting.test(vehicle.vehicleId()) ? Hindrance.RESTING : own;
    }

    private boolean add(Vehicle vehicle, Roads roads) {
        var place = vehicle.place();
        if (place == null) {
            return false;
        }
        var node = roads.snap(place);
        node.ifPresent(at -> cars.add(
                AvailableCar.idle(vehicle.vehicleId(), at).withRoom(vehicle.seats(), vehicle.wheelchairAccessible())));
        return node.isPresent();
    }

    List<AvailableCar> cars() {
        return cars;
    }

    Map<String, AvailableCar> byId() {
        Map<String, AvailableCar> byId = new HashMap<>();
        cars.forEach(car -> byId.put(car.vehicleId(), car));
        return byId;
    }

    Map<String, Integer> leftOut() {
        return leftOut;
    }
}
