package robotaxi.ota.rollout;

import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;
import robotaxi.ota.release.Release;

/** Decides which cars a rollout takes in. */
public final class ChooseVehicles {
    private final Fleet fleet;
    private final Rollouts rollouts;

    /** Chooses from this fleet. */
    public ChooseVehicles(Fleet fleet, Rollouts rollouts) {
        this.fleet = fleet;
        this.rollouts = rollouts;
    }

    /** The named cars, every one of them or none. */
    public List<String> named(Release.Signed release, List<String> vehicleIds) {
        Map<String, FleetVehicle> known = fleet.find(vehicleIds);
        for (String id : vehicleIds) {
            FleetVehicle vehicle = known.get(id);
            if (vehicle == null) {
                throw new FleetException(RolloutError.VEHICLE_UNKNOWN, id);
            }
            if (release.content().targetFor(vehicle.hardwareId()).isEmpty()) {
                throw new FleetException(RolloutError.HARDWARE_MISMATCH, id + " is " + vehicle.hardwareId());
            }
        }
        rollouts.obstacles(release.content().id().value(), vehicleIds).forEach((id, met) -> {
            if (!met.isEmpty()) {
                throw new FleetException(RolloutError.INCOMPATIBLE, id + ": " + String.join(", ", met));
            }
        });
        rollouts.listBusy(vehicleIds).stream().findFirst().ifPresent(busy -> {
            throw new FleetException(RolloutError.VEHICLE_BUSY, busy);
        });
        return vehicleIds.stream().distinct().toList();
    }

    /** As many connected cars as asked for that the release fits and that do not run it. */
    public List<String> count(Release.Signed release, int count) {
        String releaseId = release.content().id().value();
        List<String> suited = fleet.list().stream()
                .filter(FleetVehicle::connected)
                .filter(car -> release.content().targetFor(car.hardwareId()).isPresent())
                .filter(car -> !releaseId.equals(car.runningReleaseId()))
                .map(FleetVehicle::vehicleId)
                .toList();
        Set<String> busy = Set.copyOf(rollouts.listBusy(suited));
        Map<String, List<String>> obstacles = rollouts.obstacles(releaseId, suited);
        List<String> fitting = suited.stream()
                .filter(id -> !busy.contains(id))
                .filter(id -> obstacles.getOrDefault(id, List.of()).isEmpty())
                .limit(count)
                .toList();
        if (fitting.size() < count) {
            throw new FleetException(RolloutError.TOO_FEW_VEHICLES, "only " + fitting.size() + " fit and are free");
        }
        return fitting;
    }
}
