package robotaxi.ota.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import robotaxi.ota.driving.Driven;
import robotaxi.ota.driving.EventKind;
import robotaxi.ota.driving.Stratum;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;
import robotaxi.testkit.TestClock;

/** One rollout over stores in memory; everything that leaves is written down as text. */
final class RolloutEnvironment implements Rollouts, GraveIncidents, VehicleOrders, RolloutEvents {
    static final Release.Signed RELEASE = new Release.Signed(
            new Release.Content(
                    new ReleaseId("m", "1"), List.of("models/m/1/sim-cpu.zip"), null, null, Instant.EPOCH, "pipeline"),
            List.of(),
            null);
    static final Patience PATIENCE = new Patience(
            Duration.ofHours(24),
            Duration.ofHours(6),
            Duration.ofHours(1),
            Duration.ofHours(72),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            20);

    private static final String MARKET = "springfield";

    /** How many cars may be out of service. */
    final Room taking = new Room();

    /** The market's room, as a test sets it. */
    static final class Room implements TakingCars {
        long left = Long.MAX_VALUE;

        @Override
        public Map<String, Long> room(boolean urgent) {
            return Map.of(MARKET, urgent ? Long.MAX_VALUE : left);
        }

        @Override
        public boolean mayAsk(boolean urgent, String vehicleId) {
            return urgent || left > 0;
        }

        @Override
        public boolean take(boolean urgent, String vehicleId) {
            return urgent || left-- > 0;
        }
    }

    final TestClock clock = new TestClock(Instant.parse("2026-11-22T00:00:00Z"));
    final List<String> sent = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final FollowVehicles follow =
            new FollowVehicles(this, this, this, this::judge, this::strata, taking, PATIENCE, clock, this::nextId);
    final SteerRollouts steer = new SteerRollouts(this, this::shown, this, this, follow, clock, this::nextId);
    final HoldForIncident hold = new HoldForIncident(this, this, this, follow);

    /** What cars ran before, by car; a car that is not here ran nothing that is known. */
    final Map<String, String> before = new LinkedHashMap<>();

    private final Map<RolloutId, Rollout> rollouts = new LinkedHashMap<>();
    private final Map<String, VehicleUpdate> cars = new LinkedHashMap<>();
    /** Which cars ask for themselves. */
    final Map<String, DeviceAction> pulling = new LinkedHashMap<>();

    /** What was shown of the release. */
    final Set<EvidenceKind> shown = EnumSet.noneOf(EvidenceKind.class);

    /** How the release and the others drove. */
    final List<Driven> driven = new ArrayList<>();

    private final Set<String> approvers = new LinkedHashSet<>();
    private final Map<String, GraveIncident> incidents = new LinkedHashMap<>();
    private final Set<String> resumedIncidents = new LinkedHashSet<>();
    private int ids;

    RolloutId started(String... vehicles) {
        return steer.start(RELEASE, List.of(vehicles), InstallTerms.FORCED, "ada", "")
                .plan()
                .id();
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

    @Override
    public boolean add(RolloutId id, GraveIncident incident) {
        return incidents.putIfAbsent(incident.incidentId(), incident) == null;
    }

    @Override
    public List<GraveIncident> listHolding(RolloutId id) {
        return incidents.values().stream()
                .filter(incident -> !resumedIncidents.contains(incident.incidentId()))
                .toList();
    }

    @Override
    public void resumed(RolloutId id, String actor, Instant now) {
        resumedIncidents.addAll(incidents.keySet());
    }

    private String nextId() {
        return "id" + ++ids;
    }

    @Override
    public int add(Rollout rollout, Selection selection) {
        rollouts.put(rollout.plan().id(), rollout);
        List<String> vehicleIds =
                selection instanceof Selection.Named(List<String> named) ? named : List.of("car-1", "car-2");
        vehicleIds.forEach(car -> cars.put(
                car,
                new VehicleUpdate(
                        car,
                        VehicleState.ELIGIBLE,
                        clock.instant(),
                        null,
                        "",
                        "",
                        null,
                        null,
                        pulling.get(car),
                        null)));
        return vehicleIds.size();
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
    public Optional<Rollout> tryLock(RolloutId id) {
        return find(id);
    }

    @Override
    public List<String> listBusy(List<String> vehicleIds) {
        return vehicleIds.stream()
                .filter(id -> cars.containsKey(id) && !car(id).state().ended())
                .toList();
    }

    @Override
    public Map<VehicleState, Long> count(RolloutId id) {
        return cars.values().stream().collect(Collectors.groupingBy(VehicleUpdate::state, Collectors.counting()));
    }

    @Override
    public boolean anyOpen(RolloutId id) {
        return cars.values().stream().anyMatch(car -> !car.state().ended());
    }

    @Override
    public List<VehicleUpdate> listVehicles(RolloutId id) {
        return List.copyOf(cars.values());
    }

    private List<VehicleUpdate> where(Predicate<VehicleUpdate> condition) {
        return cars.values().stream()
                .filter(car -> !car.state().ended())
                .filter(condition)
                .toList();
    }

    @Override
    public List<VehicleUpdate> lockVehicles(RolloutId id, int wave, VehicleState state, int most) {
        return where(car -> car.state() == state && waveOf(car.vehicleId()) <= wave);
    }

    /** In a rollout of two waves the first car is the canary. */
    private int waveOf(String vehicleId) {
        return rollouts.values().iterator().next().plan().course().waves() == 1 || vehicleId.equals("car-1") ? 1 : 2;
    }

    @Override
    public Course.WaveCount countWave(RolloutId id, int wave) {
        List<VehicleUpdate> all = cars.values().stream()
                .filter(car -> waveOf(car.vehicleId()) == wave)
                .toList();
        long committed = all.stream()
                .filter(car -> car.state() == VehicleState.COMMITTED)
                .count();
        long ended = all.stream().filter(car -> car.state().ended()).count();
        return new Course.WaveCount(all.size(), committed, ended - committed);
    }

    @Override
    public void approve(RolloutId id, String actor, Instant now) {
        approvers.add(actor);
    }

    @Override
    public List<String> listApprovers(RolloutId id) {
        return List.copyOf(approvers);
    }

    @Override
    public List<RolloutId> listGated(String releaseId) {
        return List.copyOf(rollouts.keySet());
    }

    @Override
    public List<VehicleUpdate> lockToOffer(RolloutId id, int wave, int most) {
        return lockVehicles(id, wave, VehicleState.ELIGIBLE, most);
    }

    @Override
    public List<VehicleUpdate> lockUncommitted(RolloutId id, int most) {
        return where(car -> !car.pulls()
                && car.returnsTo() == null
                && (car.state().compareTo(VehicleState.WAITING_FOR_SAFE_MOMENT) < 0
                        || (car.state() == VehicleState.WAITING_FOR_SAFE_MOMENT
                                && (car.hold() == null || car.hold().activateCommandId() == null))));
    }

    /** A car that committed runs the release; a device gets a new action. */
    @Override
    public List<VehicleUpdate> lockToReturn(RolloutId id, int most) {
        return cars.values().stream()
                .filter(car -> car.state() == VehicleState.COMMITTED && car.returnsTo() == null)
                .filter(car -> before.containsKey(car.vehicleId()))
                .map(car -> car.returningTo(before.get(car.vehicleId())))
                .map(car -> car.pulls()
                        ? car.withAction(DeviceAction.unread(car.action().id() + 1))
                        : car)
                .toList();
    }

    @Override
    public void forgetReturns(RolloutId id) {
        // None of these tests sends a car back twice.
    }

    @Override
    public boolean tookWholeFleet(RolloutId id) {
        return true;
    }

    @Override
    public List<Rollout> listOf(String releaseId) {
        return list();
    }

    @Override
    public Selection.Preview preview(String releaseId, Selection.Fitting selection) {
        throw new UnsupportedOperationException("what a selection meets is tested against PostgreSQL");
    }

    @Override
    public Map<String, List<String>> obstacles(String releaseId, List<String> vehicleIds) {
        throw new UnsupportedOperationException("what a selection meets is tested against PostgreSQL");
    }

    private List<Stratum> strata(String releaseId, EventKind kind, Instant since) {
        return driven.stream()
                .map(each -> new Stratum(clock.instant(), MARKET, each))
                .toList();
    }

    private void judge(RolloutId id) {
        follow.judge(id);
    }

    private Optional<String> shown(String releaseId, EvidenceKind kind) {
        return shown.contains(kind) ? Optional.of(kind.wireName()) : Optional.empty();
    }

    @Override
    public List<VehicleUpdate> lockOverdue(RolloutId id, Instant now, int most) {
        return where(car -> car.overdue(now));
    }

    @Override
    public List<VehicleUpdate> lockToAsk(RolloutId id, Instant askedBefore, Instant now, Limits limits, int most) {
        return where(car -> limits.room().getOrDefault(MARKET, 1L) > 0
                && car.state() == VehicleState.WAITING_FOR_SAFE_MOMENT
                && !car.pulls()
                && (car.hold() == null
                        || (car.hold().granted()
                                ? car.hold().lapsed(now)
                                : !car.hold().askedAt().isAfter(askedBefore))));
    }

    @Override
    public List<VehicleUpdate> lockPulling(RolloutId id) {
        return where(VehicleUpdate::pulls);
    }

    @Override
    public List<RolloutCar> listUnderWay(List<String> deviceIds) {
        throw new UnsupportedOperationException("what devices are told is tested against PostgreSQL");
    }

    @Override
    public List<String> listDevices(RolloutId id) {
        throw new UnsupportedOperationException("what devices are told is tested against PostgreSQL");
    }

    @Override
    public Optional<RolloutCar> lockVehicle(RolloutId id, String vehicleId) {
        return find(id).flatMap(
                        rollout -> Optional.ofNullable(car(vehicleId)).map(car -> new RolloutCar(rollout, car)));
    }

    @Override
    public List<RolloutCar> lockActions(List<Integer> actionIds) {
        throw new UnsupportedOperationException("devices that ask are tested against the database");
    }

    @Override
    public Optional<RolloutCar> lockAction(String deviceId, int actionId) {
        return lockVehicle(rollouts.keySet().iterator().next(), deviceId);
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
    public void saveVehicles(RolloutId id, List<VehicleUpdate> updates) {
        updates.forEach(update -> cars.put(update.vehicleId(), update));
    }

    @Override
    public Map<String, String> install(Rollout.Plan plan, List<VehicleUpdate> offered, Instant notAfter) {
        offered.forEach(car -> sent.add("install " + car.vehicleId() + back(car)));
        return offered.stream()
                .collect(Collectors.toMap(VehicleUpdate::vehicleId, car -> "install-" + car.vehicleId()));
    }

    private static String back(VehicleUpdate car) {
        return car.returnsTo() == null ? "" : " " + car.returnsTo();
    }

    @Override
    public String activate(Rollout.Plan plan, VehicleUpdate car, long fence, Instant notAfter) {
        sent.add("activate " + car.vehicleId() + " " + fence + back(car));
        return "activate-" + car.vehicleId() + "-" + fence;
    }

    @Override
    public void withdraw(String vehicleId, String commandId, String reason) {
        sent.add("withdraw " + commandId);
    }

    @Override
    public void fleetReached(Rollout rollout) {
        told.add("general");
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
    public void vehiclesChanged(Rollout rollout, List<VehicleUpdate> updates) {
        updates.forEach(
                update -> told.add(update.vehicleId() + " " + update.state().wireName()));
    }
}
