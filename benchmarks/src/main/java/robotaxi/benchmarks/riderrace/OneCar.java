package robotaxi.benchmarks.riderrace;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.Course;
import robotaxi.ota.rollout.GraveIncident;
import robotaxi.ota.rollout.GraveIncidents;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.Selection;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;

/** A rollout to one car, in memory: a million of them would cost a database days, and what is asked of it here is only to remember. */
final class OneCar implements Rollouts, GraveIncidents {
    static final String ID = "car-1";

    /** What it runs before. */
    static final String FIRST_RELEASE = "m@0";

    private final World world;
    private final Set<GraveIncident> incidents = new HashSet<>();
    private @Nullable Rollout rollout;
    private @Nullable VehicleUpdate car;

    OneCar(World world) {
        this.world = world;
    }

    VehicleUpdate car() {
        return Objects.requireNonNull(car);
    }

    private List<VehicleUpdate> where(Predicate<VehicleUpdate> condition) {
        return Optional.ofNullable(car).filter(one -> !one.state().ended()).filter(condition).stream()
                .toList();
    }

    @Override
    public int add(Rollout added, Selection selection) {
        rollout = added;
        car = new VehicleUpdate(ID, VehicleState.ELIGIBLE, world.instant(), null, "", "", null, null, null, null);
        return 1;
    }

    @Override
    public Selection.Preview preview(String releaseId, Selection.Fitting selection) {
        throw new UnsupportedOperationException("nobody asks in a race");
    }

    @Override
    public Map<String, List<String>> obstacles(String releaseId, List<String> vehicleIds) {
        return Map.of();
    }

    @Override
    public Optional<Rollout> find(RolloutId id) {
        return Optional.ofNullable(rollout);
    }

    @Override
    public Optional<Rollout> lock(RolloutId id) {
        return find(id);
    }

    @Override
    public Optional<Rollout> tryLock(RolloutId id) {
        return find(id);
    }

    @Override
    public void save(Rollout changed) {
        rollout = changed;
    }

    @Override
    public List<Rollout> list() {
        return Optional.ofNullable(rollout).stream().toList();
    }

    @Override
    public List<RolloutId> listLive() {
        return list().stream().map(one -> one.plan().id()).toList();
    }

    @Override
    public boolean tookWholeFleet(RolloutId id) {
        return false;
    }

    @Override
    public List<Rollout> listOf(String releaseId) {
        return list();
    }

    @Override
    public List<RolloutId> listGated(String releaseId) {
        return List.of();
    }

    @Override
    public List<String> listBusy(List<String> vehicleIds) {
        return List.of();
    }

    @Override
    public Map<VehicleState, Long> count(RolloutId id) {
        return Map.of(car().state(), 1L);
    }

    @Override
    public boolean anyOpen(RolloutId id) {
        return !where(_ -> true).isEmpty();
    }

    @Override
    public List<VehicleUpdate> listVehicles(RolloutId id) {
        return List.of(car());
    }

    @Override
    public List<VehicleUpdate> lockVehicles(RolloutId id, int wave, VehicleState state, int most) {
        return where(one -> one.state() == state);
    }

    @Override
    public List<VehicleUpdate> lockToOffer(RolloutId id, int wave, int most) {
        return where(one -> one.state() == VehicleState.ELIGIBLE);
    }

    @Override
    public List<VehicleUpdate> lockUncommitted(RolloutId id, int most) {
        return where(one -> one.returnsTo() == null
                && one.state().compareTo(VehicleState.WAITING_FOR_SAFE_MOMENT) <= 0
                && (one.hold() == null || one.hold().activateCommandId() == null));
    }

    @Override
    public List<VehicleUpdate> lockToReturn(RolloutId id, int most) {
        if (car().state() != VehicleState.COMMITTED || car().returnsTo() != null) {
            return List.of();
        }
        return List.of(car().returningTo(FIRST_RELEASE));
    }

    @Override
    public void forgetReturns(RolloutId id) {}

    @Override
    public Course.WaveCount countWave(RolloutId id, int wave) {
        VehicleState state = car().state();
        boolean committed = state == VehicleState.COMMITTED;
        return new Course.WaveCount(1, committed ? 1 : 0, state.ended() && !committed ? 1 : 0);
    }

    @Override
    public void approve(RolloutId id, String actor, Instant now) {}

    @Override
    public List<String> listApprovers(RolloutId id) {
        return List.of();
    }

    @Override
    public List<VehicleUpdate> lockOverdue(RolloutId id, Instant now, int most) {
        return where(one -> one.overdue(now));
    }

    @Override
    public List<VehicleUpdate> lockToAsk(RolloutId id, Instant askedBefore, Instant now, Limits limits, int most) {
        return where(one -> one.state() == VehicleState.WAITING_FOR_SAFE_MOMENT
                && (one.hold() == null
                        || (one.hold().granted()
                                ? one.hold().lapsed(now)
                                : !one.hold().askedAt().isAfter(askedBefore))));
    }

    @Override
    public List<VehicleUpdate> lockPulling(RolloutId id) {
        return List.of();
    }

    @Override
    public List<RolloutCar> listUnderWay(List<String> deviceIds) {
        return List.of();
    }

    @Override
    public List<String> listDevices(RolloutId id) {
        return List.of();
    }

    @Override
    public Optional<RolloutCar> lockVehicle(RolloutId id, String vehicleId) {
        return Optional.ofNullable(rollout).map(one -> new RolloutCar(one, car()));
    }

    @Override
    public Optional<RolloutCar> lockAction(String deviceId, int actionId) {
        return Optional.empty();
    }

    @Override
    public List<RolloutCar> lockActions(List<Integer> actionIds) {
        return List.of();
    }

    @Override
    public Optional<RolloutId> findByReservation(String reservationId) {
        return find().filter(_ -> car().hold() != null
                && Objects.requireNonNull(car().hold()).reservationId().equals(reservationId));
    }

    private Optional<RolloutId> find() {
        return Optional.ofNullable(rollout).map(one -> one.plan().id());
    }

    @Override
    public Optional<RolloutId> findByCommand(String commandId) {
        return find();
    }

    @Override
    public void saveVehicles(RolloutId id, List<VehicleUpdate> cars) {
        cars.forEach(one -> car = one);
    }

    @Override
    public boolean add(RolloutId id, GraveIncident incident) {
        return incidents.add(incident);
    }

    @Override
    public List<GraveIncident> listHolding(RolloutId id) {
        return List.copyOf(incidents);
    }

    @Override
    public void resumed(RolloutId id, String actor, Instant now) {
        incidents.clear();
    }
}
