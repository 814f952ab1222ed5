package robotaxi.dispatch.fleet;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import robotaxi.dispatch.routing.Place;

/** A fleet that is as the test says. */
public final class FakeFleet implements Fleet {
    private final Map<String, Vehicle> cars = new TreeMap<>();
    private final Set<String> reserved = new HashSet<>();

    /** A car that waits, connected, with a full battery. */
    public void parked(String id, Place place, Instant seenAt) {
        put(id, true, place, 90, "parked", "", false, seenAt);
    }

    /** A car on a mission. */
    public void driving(String id, Place place, String missionId, Instant seenAt) {
        put(id, true, place, 90, "autonomous", missionId, false, seenAt);
    }

    /** A car that drives a long mission at a speed, connected. */
    public void drives(String id, Place place, double headingDegrees, double metresPerSecond, Instant seenAt) {
        put(id, true, place, 90, "autonomous", "mission of " + id, false, seenAt);
        change(id, headingDegrees, metresPerSecond, 5_000);
    }

    /** Any car; one whose id begins with {@code ramp-} takes a wheelchair. */
    public void put(
            String id,
            boolean connected,
            Place place,
            double batteryPercent,
            String mode,
            String missionId,
            boolean occupied,
            Instant seenAt) {
        cars.put(
                id,
                new Vehicle(
                        id,
                        "monaco",
                        "sim-cpu",
                        4,
                        id.startsWith("ramp-"),
                        connected,
                        1,
                        place,
                        90,
                        0,
                        batteryPercent,
                        mode,
                        missionId,
                        0,
                        0,
                        "city-reflex@1.0.0",
                        "CPU",
                        10,
                        0,
                        "",
                        occupied,
                        seenAt));
    }

    /** The same car, otherwise on its way. */
    public void change(String id, double headingDegrees, double metresPerSecond, double remainingMetres) {
        change(id, headingDegrees, metresPerSecond, remainingMetres, 0);
    }

    /** The same car, so soon at its mission's end. */
    public void arrivesIn(String id, double etaSeconds) {
        change(id, 90, 10, 10 * etaSeconds, etaSeconds);
    }

    private void change(
            String id, double headingDegrees, double metresPerSecond, double remainingMetres, double etaSeconds) {
        cars.computeIfPresent(
                id,
                (_, car) -> new Vehicle(
                        id,
                        car.marketId(),
                        car.hardwareId(),
                        car.seats(),
                        car.wheelchairAccessible(),
                        car.connected(),
                        car.sessionEpoch(),
                        car.place(),
                        headingDegrees,
                        metresPerSecond,
                        car.batteryPercent(),
                        car.mode(),
                        car.missionId(),
                        etaSeconds,
                        remainingMetres,
                        car.releaseId(),
                        car.modelProvider(),
                        car.modelHz(),
                        car.missedTicks(),
                        car.reasoning(),
                        car.occupied(),
                        car.seenAt()));
    }

    /** Holds a car for something else. */
    public void reserve(String id) {
        reserved.add(id);
    }

    @Override
    public Optional<Vehicle> find(String vehicleId) {
        return Optional.ofNullable(cars.get(vehicleId));
    }

    @Override
    public List<Vehicle> list(String marketId) {
        return cars.values().stream()
                .filter(car -> car.marketId().equals(marketId))
                .toList();
    }

    @Override
    public Set<String> listReserved() {
        return reserved;
    }
}
