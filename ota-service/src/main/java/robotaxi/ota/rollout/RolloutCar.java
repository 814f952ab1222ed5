package robotaxi.ota.rollout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A car with the rollout that it is part of. Nobody else can change the car until the transaction ends.
 *
 * @param rollout as it was read with the car; not locked
 * @param car locked
 */
public record RolloutCar(Rollout rollout, VehicleUpdate car) {
    /** With the car as it is now. */
    public RolloutCar with(VehicleUpdate changed) {
        return new RolloutCar(rollout, changed);
    }

    /** With another side for the device. */
    public RolloutCar with(DeviceAction action) {
        return with(car.withAction(action));
    }

    /** The release that the car is to run in the end. */
    public String destination() {
        return car.destination(rollout.plan());
    }

    /** Whether the rollout takes the car to that now: a rollout that is rolled back takes cars back, and no other. */
    public boolean isUnderWay() {
        return rollout.moves() && (rollout instanceof Rollout.RollingBack) == (car.returnsTo() != null);
    }

    /** How much a device may decide: what takes a release off it waits for no hour, and for nobody's consent. */
    public InstallTerms terms() {
        return car.returnsTo() == null ? rollout.plan().terms() : InstallTerms.FORCED;
    }

    /** The cars of each rollout. */
    public static Map<Rollout, List<VehicleUpdate>> byRollout(List<RolloutCar> cars) {
        return cars.stream()
                .collect(Collectors.groupingBy(
                        RolloutCar::rollout,
                        LinkedHashMap::new,
                        Collectors.mapping(RolloutCar::car, Collectors.toList())));
    }
}
