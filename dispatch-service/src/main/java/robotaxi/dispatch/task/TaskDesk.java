package robotaxi.dispatch.task;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.rebalancing.Move;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.Route;
import robotaxi.kit.problem.FleetException;

/** What a market's one writer does with tasks: plan, order, hear, end. On the market's thread, under its lease. */
public final class TaskDesk {
    private final String marketId;
    private final Tasks tasks;
    private final Fleet fleet;
    private final Roads roads;
    private final TaskCommands commands;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final TaskPlanner planner;
    private final CleaningRule cleaning;
    private final DrivingShare share = new DrivingShare();

    /** A desk over its ports. */
    public TaskDesk(
            String marketId,
            Tasks tasks,
            Fleet fleet,
            Roads roads,
            TaskCommands commands,
            TaskPlanner planner,
            CleaningRule cleaning,
            Supplier<String> ids,
            InstantSource clock) {
        this.marketId = marketId;
        this.tasks = tasks;
        this.fleet = fleet;
        this.roads = roads;
        this.commands = commands;
        this.planner = planner;
        this.cleaning = cleaning;
        this.ids = ids;
        this.clock = clock;
    }

    /** What is expected, and where. */
    public TaskPlanner planner() {
        return planner;
    }

    /** How much is driven empty. */
    public DrivingShare share() {
        return share;
    }

    /** This desk's owner has the market from now on: it plans on where the one before left off. */
    public void takeOver() {
        planner.takeOver(share, clock.instant());
    }

    /** The open task of a car. */
    public Optional<CarTask> of(String vehicleId) {
        return tasks.findByVehicle(vehicleId);
    }

    /** Open tasks by car. */
    public Map<String, CarTask> openByVehicle() {
        Map<String, CarTask> open = new HashMap<>();
        tasks.listOpen(marketId).forEach(task -> open.put(task.vehicleId(), task));
        return open;
    }

    /**
     * Sends idle cars to be cleaned, to where they are needed, or to charge; answers how many.
     *
     * @param standing cars without a task
     * @param coming road nodes where cars that are busy now will be free
     * @param booked road nodes where rides begin that are booked for within {@link TaskPlanner#BOOKED_AHEAD}
     */
    public int rebalance(
            List<TaskPlanner.Standing> standing, List<Integer> coming, List<Integer> booked, Set<String> openRides) {
        Instant now = clock.instant();
        planner.forget(openRides, now);
        planner.booked(booked);
        List<ChargingSite> sites = tasks.sites(marketId);
        Set<String> leave = clean(standing, sites);
        List<TaskPlanner.Standing> stay = standing.stream()
                .filter(car -> !leave.contains(car.vehicleId()))
                .toList();
        List<Move> moves = planner.plan(stay, coming, sites, taken(), share, now);
        for (Move move : moves) {
            switch (move) {
                case Move.Charge charge ->
                    site(charge.chargerId())
                            .ifPresent(site -> plan(
                                    charge.vehicleId(),
                                    TaskKind.CHARGE,
                                    site.place(),
                                    site.siteId(),
                                    "planner",
                                    "charge"));
                case Move.Reposition reposition ->
                    plan(
                            reposition.vehicleId(),
                            TaskKind.REPOSITION,
                            roads.placeOf(reposition.node()),
                            null,
                            "planner",
                            "demand");
            }
        }
        return leave.size() + moves.size();
    }

    /** Sends cars that are due to the depot that is nearest, as the crow flies; answers which. */
    private Set<String> clean(List<TaskPlanner.Standing> standing, List<ChargingSite> sites) {
        if (sites.isEmpty()) {
            return Set.of();
        }
        Map<String, Integer> nodes = standing.stream()
                .collect(Collectors.toMap(TaskPlanner.Standing::vehicleId, TaskPlanner.Standing::node));
        Map<String, String> due = cleaning.due(standing, tasks.wear(nodes.keySet()));
        due.forEach((vehicle, reason) -> {
            Place from = roads.placeOf(nodes.getOrDefault(vehicle, 0));
            ChargingSite nearest = Collections.min(
                    sites, Comparator.comparingDouble(site -> site.place().distanceMetresTo(from)));
            plan(vehicle, TaskKind.CLEAN, nearest.place(), nearest.siteId(), "planner", reason);
        });
        return due.keySet();
    }

    /**
     * Plans a task for a car that can take one, and orders it as soon as there is a place.
     *
     * @throws FleetException {@code task.vehicle-has-task} if the car has one
     */
    public CarTask plan(
            String vehicleId, TaskKind kind, Place place, @Nullable String siteId, String actor, String reason) {
        CarTask earlier = tasks.findByVehicle(vehicleId).orElse(null);
        if (earlier != null) {
            throw new FleetException(
                    TaskError.HAS_TASK, vehicleId, earlier.state().wireName(), null);
        }
        CarTask task =
                CarTask.planned(ids.get(), marketId, vehicleId, kind, place, siteId, actor, reason, clock.instant());
        tasks.add(task);
        return order(task);
    }

    /** A depot of the market. */
    public Optional<ChargingSite> site(String siteId) {
        return tasks.sites(marketId).stream()
                .filter(site -> site.siteId().equals(siteId))
                .findFirst();
    }

    /** Cars that each depot has, or expects, at its chargers. */
    private Map<String, Integer> taken() {
        Map<String, Integer> taken = new HashMap<>();
        for (CarTask task : tasks.listOpen(marketId)) {
            if (task.kind() == TaskKind.CHARGE && task.siteId() != null && task.state() != TaskState.PLANNED) {
                taken.merge(task.siteId(), 1, Integer::sum);
            }
        }
        return taken;
    }

    /** Tells the car, unless every charger of the site is taken: then the task waits. */
    private CarTask order(CarTask task) {
        String site = task.siteId();
        if (task.kind() == TaskKind.CHARGE
                && site != null
                && taken().getOrDefault(site, 0)
                        >= site(site).map(ChargingSite::places).orElse(0)) {
            return task;
        }
        Optional<Route> route = fleet.find(task.vehicleId()).flatMap(car -> routeOf(car, task.place()));
        if (route.isEmpty()) {
            return keep(task.ended(TaskState.FAILED, "no-route", null, clock.instant()), task);
        }
        String mission = ids.get();
        String command = commands.drive(task.vehicleId(), mission, route.get());
        share.sent(route.get().distanceMetres(), 0, clock.instant());
        return keep(task.ordered(mission, command, clock.instant()), task);
    }

    private Optional<Route> routeOf(Vehicle car, Place to) {
        Place from = car.place();
        return from == null ? Optional.empty() : roads.find(from, car.headingDegrees(), to);
    }

    /** A ride takes the car; its new mission replaces the task's. */
    public void divert(String vehicleId) {
        CarTask task = tasks.findByVehicle(vehicleId).orElse(null);
        if (task != null) {
            keep(task.ended(TaskState.CANCELLED, "ride", percent(task), clock.instant()), task);
        }
    }

    /**
     * Takes a task back.
     *
     * @throws FleetException {@code task.already-over} if it has ended
     */
    public CarTask cancel(CarTask task, String reason) {
        if (task.state().isFinal()) {
            throw new FleetException(
                    TaskError.ALREADY_OVER, task.taskId(), task.state().wireName(), null);
        }
        return end(task, TaskState.CANCELLED, reason);
    }

    private CarTask end(CarTask task, TaskState state, String cause) {
        if (task.drives() && task.missionId() != null) {
            commands.cancelMission(task.vehicleId(), task.missionId(), cause);
        }
        return keep(task.ended(state, cause, percent(task), clock.instant()), task);
    }

    /** Of a task that has arrived. */
    private @Nullable Double percent(CarTask task) {
        return task.arrivedAt() == null
                ? null
                : fleet.find(task.vehicleId()).map(Vehicle::batteryPercent).orElse(task.arrivedPercent());
    }

    private CarTask keep(CarTask after, CarTask before) {
        tasks.save(after, before);
        return after;
    }

    /** The car moves. */
    public void missionUnderWay(String vehicleId, String missionId) {
        ofMission(vehicleId, missionId, task -> {
            if (task.state() == TaskState.ORDERED) {
                keep(task.underWay(clock.instant()), task);
            }
        });
    }

    /** The car stands where it was sent. */
    public void missionArrived(String vehicleId, String missionId) {
        ofMission(vehicleId, missionId, task -> {
            if (task.arrivedAt() != null) {
                return;
            }
            double percent = fleet.find(vehicleId).map(Vehicle::batteryPercent).orElse(0.0);
            CarTask there = keep(task.arrived(percent, clock.instant()), task);
            if (!task.kind().staysThere()) {
                keep(there.ended(TaskState.DONE, "arrived", percent, clock.instant()), there);
            }
        });
    }

    /** The car cannot go on, or was sent elsewhere. */
    public void missionEnded(String vehicleId, String missionId) {
        ofMission(vehicleId, missionId, task -> {
            if (task.drives()) {
                keep(task.ended(TaskState.FAILED, "vehicle-failed", null, clock.instant()), task);
            }
        });
    }

    /** The car was not told, or refused. */
    public void commandFailed(String vehicleId, String commandId) {
        CarTask task = tasks.findByVehicle(vehicleId).orElse(null);
        if (task != null && commandId.equals(task.commandId()) && task.drives()) {
            keep(task.ended(TaskState.FAILED, "command-failed", null, clock.instant()), task);
        }
    }

    private void ofMission(String vehicleId, String missionId, Consumer<CarTask> act) {
        CarTask task = tasks.findByVehicle(vehicleId).orElse(null);
        if (task != null && missionId.equals(task.missionId())) {
            act.accept(task);
        }
    }

    /** Orders what has a place now, and ends what is done, held for an update, or takes too long. */
    public void mend() {
        Set<String> held = fleet.listReserved();
        Instant now = clock.instant();
        for (CarTask task : tasks.listOpen(marketId)) {
            Optional<TaskEnding> ending = held.contains(task.vehicleId())
                    ? Optional.of(new TaskEnding(TaskState.CANCELLED, "held"))
                    : TaskEnding.of(task, percent(task), now);
            if (ending.isPresent()) {
                end(task, ending.get().state(), ending.get().cause());
            } else if (task.state() == TaskState.PLANNED) {
                order(task);
            }
        }
    }
}
