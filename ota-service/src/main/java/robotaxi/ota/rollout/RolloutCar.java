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

    /** The cars of each rollout. */
    public static Map<Rollout, List<VehicleUpdate>> byRollout(List<RolloutCar> cars) {
        return cars.stream()
                .collect(Collectors.groupingBy(
                        RolloutCar::rollout,
                        LinkedHashMap::new,
                        Collectors.mapping(RolloutCar::car, Collectors.toList())));
    }
}
