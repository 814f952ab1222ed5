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
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.TaskKind;
import robotaxi.dispatch.task.TaskPlanner;
import robotaxi.dispatch.task.TaskState;

/** The cars that a tick may match, and how many it may not, by reason. */
final class Supply {
    private final List<AvailableCar> cars = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();

    /**
     * Looks at every car.
     *
     * @param taken cars of open rides
     * @param atWork those of them that may be matched all the same
     * @param held cars held for something else
     * @param tasks open tasks by car: those that a ride may take the car away from leave it available
     * @param isResting whether a car is not to be asked for a while
     */
    Supply(
            List<Vehicle> fleet,
            Set<String> taken,
            Map<String, AvailableCar> atWork,
            Set<String> held,
            Map<String, CarTask> tasks,
            Predicate<String> isResting,
            Roads roads,
            Instant now) {
        for (Vehicle vehicle : fleet) {
            AvailableCar working = atWork.get(vehicle.vehicleId());
            if (working != null) {
                cars.add(working);
                continue;
            }
            Hindrance hindrance = hindrance(vehicle, taken, held, tasks.get(vehicle.vehicleId()), isResting, now);
            if (hindrance == null && !add(vehicle, tasks.get(vehicle.vehicleId()), roads)) {
                hindrance = Hindrance.OFF_ROAD;
            }
            if (hindrance != null) {
                leftOut.merge(hindrance.wireName(), 1, Integer::sum);
            }
        }
    }

    private static @Nullable Hindrance hindrance(
            Vehicle vehicle,
            Set<String> taken,
            Set<String> held,
            @Nullable CarTask task,
            Predicate<String> isResting,
            Instant now) {
        if (taken.contains(vehicle.vehicleId())) {
            return Hindrance.SERVES_A_RIDE;
        }
        if (held.contains(vehicle.vehicleId())) {
            return Hindrance.HELD;
        }
        if (task != null && !task.kind().isDivertible() && task.state() != TaskState.PLANNED) {
            return Hindrance.CLEANING;
        }
        Hindrance own = vehicle.hindrance(now, task == null ? null : task.missionId());
        return own == null && isResting.test(vehicle.vehicleId()) ? Hindrance.RESTING : own;
    }

    private boolean add(Vehicle vehicle, @Nullable CarTask task, Roads roads) {
        var place = vehicle.place();
        if (place == null) {
            return false;
        }
        var node = roads.snap(place);
        node.ifPresent(
                at -> cars.add(car(vehicle, task, at).withRoom(vehicle.seats(), vehicle.wheelchairAccessible())));
        return node.isPresent();
    }

    private static AvailableCar car(Vehicle vehicle, @Nullable CarTask task, int node) {
        if (task == null || task.state() == TaskState.PLANNED) {
            return AvailableCar.idle(vehicle.vehicleId(), node);
        }
        if (!task.drives()) {
            double energy = vehicle.batteryPercent() / 100 * TaskPlanner.BATTERY_KILOWATT_HOURS;
            return AvailableCar.of(vehicle.vehicleId(), node, 0, AvailableCar.State.CHARGING, energy);
        }
        var state = task.kind() == TaskKind.CHARGE ? AvailableCar.State.TO_CHARGER : AvailableCar.State.REPOSITIONING;
        return AvailableCar.of(vehicle.vehicleId(), node, 0, state, Double.MAX_VALUE);
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
