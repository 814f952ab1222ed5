package robotaxi.ota.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;
import robotaxi.testkit.TestClock;

/** One rollout over stores in memory; everything that leaves is written down as text. */
final class RolloutEnvironment implements Rollouts, VehicleOrders, RolloutEvents {
    static final Release.Signed RELEASE = new Release.Signed(new Release.Content(
            new ReleaseId("m", "1"), List.of("models/m/1/sim-cpu.zip"), null, null, Instant.EPOCH, "pipeline"));
    static final Patience PATIENCE = new Patience(
            Duration.ofHours(24),
            Duration.ofHours(6),
            Duration.ofHours(1),
            Duration.ofHours(72),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofSeconds(10));

    final TestClock clock = new TestClock(Instant.parse("2026-11-22T00:00:00Z"));
    final List<String> sent = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final FollowVehicles follow = new FollowVehicles(this, this, this, PATIENCE, clock, this::nextId);
    final SteerRollouts steer = new SteerRollouts(this, this, follow, clock, this::nextId);

    private final Map<RolloutId, Rollout> rollouts = new LinkedHashMap<>();
    private final Map<String, VehicleUpdate> cars = new LinkedHashMap<>();
    private int ids;

    RolloutId started(String... vehicles) {
        return steer.start(RELEASE, List.of(vehicles), "ada", "").plan().id();
    }

    void report(RolloutId id, String vehicle, VehicleState... states) {
        for (VehicleState state : states) {
            follow.report(id, vehicle, state, "", "");
        }
    }

    void grant(String vehicle, long fence) {
        String reservation = car(vehicle).hold().reservationId();
        follow.answered(vehicle, reservation, true, fence, clock.instant().plusSeconds(60));
    }

    VehicleUpdate car(String vehicle) {
        return cars.get(vehicle);
    }

    private String nextId() {
        return "id" + ++ids;
    }

    @Override
    public void add(Rollout rollout, List<VehicleUpdate> vehicles) {
        rollouts.put(rollout.plan().id(), rollout);
        vehicles.forEach(car -> cars.put(car.vehicleId(), car));
    }

    @Override
    public Optional<Rollout> find(RolloutId id) {
        return Optional.ofNullable(rollouts.get(id));
    }

    @Override
    public Optional<Rollout> lock(RolloutId id) {
        return find(id);
    }

    @Override
    public void save(Rollout rollout) {
        rollouts.put(rollout.plan().id(), rollout);
    }

    @Override
    public List<Rollout> list() {
        return List.copyOf(rollouts.values());
    }

    @Override
    public List<RolloutId> listLive() {
        return rollouts.values().stream()
                .filter(Rollout::live)
                .map(r -> r.plan().id())
                .toList();
    }

    @Override
    public Optional<RolloutId> findLiveFor(String vehicleId) {
        return cars.containsKey(vehicleId) && !car(vehicleId).state().ended()
                ? listLive().stream().findFirst()
                : Optional.empty();
    }

    @Override
    public List<VehicleUpdate> listVehicles(RolloutId id) {
        return List.copyOf(cars.values());
    }

    @Override
    public Optional<VehicleUpdate> findVehicle(RolloutId id, String vehicleId) {
        return Optional.ofNullable(cars.get(vehicleId));
    }

    @Override
    public Optional<RolloutId> findByReservation(String reservationId) {
        return cars.values().stream()
                        .anyMatch(car ->
                                car.hold() != null && car.hold().reservationId().equals(reservationId))
                ? rollouts.keySet().stream().findFirst()
                : Optional.empty();
    }

    @Override
    public Optional<RolloutId> findByCommand(String commandId) {
        return rollouts.keySet().stream().findFirst();
    }

    @Override
    public void saveVehicle(RolloutId id, VehicleUpdate update) {
        cars.put(update.vehicleId(), update);
    }

    @Override
    public String install(Rollout.Plan plan, String vehicleId, Instant notAfter) {
        sent.add("install " + vehicleId);
        return "install-" + vehicleId;
    }

    @Override
    public String activate(Rollout.Plan plan, String vehicleId, long fence, Instant notAfter) {
        sent.add("activate " + vehicleId + " " + fence);
        return "activate-" + vehicleId + "-" + fence;
    }

    @Override
    public void requestReservation(Rollout.Plan plan, String vehicleId, String reservationId, Instant notAfter) {
        sent.add("request " + vehicleId);
    }

    @Override
    public void releaseReservation(String vehicleId, String reservationId, long fence) {
        sent.add("release " + vehicleId + " " + fence);
    }

    @Override
    public void rolloutChanged(Rollout rollout, String actor, String detail) {
        told.add(rollout.state());
    }

    @Override
    public void vehicleChanged(Rollout rollout, VehicleUpdate update) {
        told.add(update.vehicleId() + " " + update.state().wireName());
    }
}
