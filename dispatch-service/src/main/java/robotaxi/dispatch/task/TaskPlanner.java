package robotaxi.dispatch.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.rebalancing.Charger;
import robotaxi.dispatch.rebalancing.EmptyDrivingBudget;
import robotaxi.dispatch.rebalancing.IdleCar;
import robotaxi.dispatch.rebalancing.Move;
import robotaxi.dispatch.rebalancing.Plan;
import robotaxi.dispatch.rebalancing.Rebalancer;
import robotaxi.dispatch.rebalancing.RebalancingParameters;
import robotaxi.dispatch.rebalancing.RequestedDemand;
import robotaxi.dispatch.rebalancing.Zones;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;

/**
 * Plans where idle cars wait and which of them charge: the flow of {@link Rebalancer} on what riders requested, within the
 * budget of empty kilometres. Whoever takes a market over learns from {@link PlanningMemory} what the owner before knew; only for how long
 * cars have been standing, and when they were moved, is counted anew.
 */
public final class TaskPlanner {
    private static final int MOST_ZONES = 24;
    private static final Duration MEMORY = Duration.ofMinutes(30);
    private static final Duration HORIZON = Duration.ofMinutes(15);

    /** Rides booked for within this are expected where they begin: a car needs time to be there. */
    public static final Duration BOOKED_AHEAD = HORIZON.multipliedBy(2);

    /** After four times its memory a request has faded. */
    private static final Duration FADED = MEMORY.multipliedBy(4);

    private static final Duration STANDS_AT_LEAST = Duration.ofMinutes(2);

    /** Whoever was moved waits there: cars that follow each swing of the forecast drive much and meet few more riders. */
    private static final Duration SETTLED = Duration.ofHours(1);

    /** A rider who waits counts for more than the next one who may come. */
    private static final double WORTH_WEIGHT = 0.2;

    /** What a minor unit is worth in a rider's waiting, and what a usual charge takes. */
    private static final int MILLIS_A_MINOR_UNIT = 1_000;

    private static final double USUAL_CHARGE_KILOWATT_HOURS = 30;
    /** What a full battery holds. */
    public static final double BATTERY_KILOWATT_HOURS = 60;

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final String marketId;
    private final Roads roads;
    private final PlanningMemory memory;
    private EmptyDrivingBudget budget;
    private final Map<String, Instant> standingSince = new HashMap<>();
    private final Map<String, Instant> movedAt = new HashMap<>();
    private final Map<String, Requested> recent = new LinkedHashMap<>();
    private List<Integer> booked = List.of();
    private @Nullable Zones zones;
    private int zonedRoads;
    private List<Integer> worth = List.of();
    private @Nullable RequestedDemand demand;

    /**
     * A planner that knows nothing yet.
     *
     * @param emptyShare target share of empty in all kilometres, 0 to 1
     */
    public TaskPlanner(String marketId, Roads roads, double emptyShare, PlanningMemory memory) {
        this.marketId = marketId;
        this.roads = roads;
        this.memory = memory;
        this.budget = new EmptyDrivingBudget(emptyShare, 0.3);
    }

    /** Where and when somebody asked for a ride. */
    private record Requested(int node, Instant at) {}

    /** A car that waits. */
    public record Standing(String vehicleId, int node, double batteryPercent) {}

    /** Somebody asked for a ride; each counts once. */
    public void requested(String rideId, int node, Instant at) {
        RequestedDemand known = demand();
        if (recent.putIfAbsent(rideId, new Requested(node, at)) == null) {
            known.requested(zones().zoneOf(node), at);
        }
    }

    /** Where rides begin that are booked for soon, and for which no car is sought yet. */
    void booked(List<Integer> nodes) {
        booked = List.copyOf(nodes);
    }

    /** What has faded need not be remembered, but for rides that are open still and would count again. */
    void forget(Set<String> openRides, Instant now) {
        Instant faded = now.minus(FADED);
        recent.entrySet().removeIf(one -> one.getValue().at().isBefore(faded) && !openRides.contains(one.getKey()));
    }

    /** Begins as the owner before left off. */
    void takeOver(DrivingShare share, Instant now) {
        recent.clear();
        booked = List.of();
        standingSince.clear();
        movedAt.clear();
        zones = null;
        memory.listRequested(marketId, now.minus(FADED), now)
                .forEach(
                        past -> roads.snap(past.pickup()).ifPresent(node -> requested(past.rideId(), node, past.at())));
        memory.find(marketId).ifPresent(kept -> {
            budget = new EmptyDrivingBudget(budget.targetShare(), kept.price());
            share.restore(kept);
        });
    }

    /** What an idle car is worth where it is, by the last plan, in milliseconds of waiting; part of it, see {@link #WORTH_WEIGHT}. */
    public int worthMillis(int node) {
        Zones all = zones();
        return worth.isEmpty() ? 0 : (int) (WORTH_WEIGHT * worth.get(all.zoneOf(node)));
    }

    /** Price of a millisecond of empty driving, in milliseconds of waiting. */
    double emptyPrice() {
        return budget.price();
    }

    /** The market's zones on the roads of this moment; a closure makes new ones, other travel times do not. */
    public Zones zones() {
        RoadGraph now = roads.graph();
        if (zones == null || zonedRoads != now.roadsFingerprint()) {
            zones = Zones.of(now, MOST_ZONES);
            zonedRoads = now.roadsFingerprint();
            worth = List.of();
            demand = new RequestedDemand(zones.count(), MEMORY);
            for (Requested past : recent.values()) {
                demand.requested(zones.zoneOf(past.node()), past.at());
            }
        }
        return zones;
    }

    private RequestedDemand demand() {
        zones();
        if (demand == null) {
            throw new IllegalStateException("zones without demand");
        }
        return demand;
    }

    /** Requests expected from each zone within a quarter of an hour: as many as lately, and those who booked. */
    public double[] expected(Instant now) {
        Zones all = zones();
        var asBefore = demand().within(HORIZON, now);
        double[] expected = new double[all.count()];
        for (int zone = 0; zone < expected.length; zone++) {
            expected[zone] = asBefore.expected(zone);
        }
        booked.forEach(node -> expected[all.zoneOf(node)]++);
        return expected;
    }

    /**
     * Plans.
     *
     * @param standing cars without a task
     * @param coming road nodes where cars that are busy now will be free
     * @param taken cars that each depot has or expects
     */
    List<Move> plan(
            List<Standing> standing,
            List<Integer> coming,
            List<ChargingSite> sites,
            Map<String, Integer> taken,
            DrivingShare share,
            Instant now) {
        budget = budget.after(share.empty());
        memory.keep(marketId, share.at(budget.price()));
        standingSince
                .keySet()
                .retainAll(standing.stream().map(Standing::vehicleId).collect(Collectors.toSet()));
        movedAt.values().removeIf(moved -> Duration.between(moved, now).compareTo(SETTLED) >= 0);
        List<IdleCar> idle = new ArrayList<>();
        for (Standing car : standing) {
            Instant since = standingSince.computeIfAbsent(car.vehicleId(), _ -> now);
            boolean mayMove = !movedAt.containsKey(car.vehicleId())
                    && Duration.between(since, now).compareTo(STANDS_AT_LEAST) >= 0;
            idle.add(new IdleCar(car.vehicleId(), car.node(), car.batteryPercent() / 100, mayMove));
        }
        double[] expected = expected(now);
        Plan plan = new Rebalancer(zones(), RebalancingParameters.USUAL)
                .plan(idle, coming, zone -> expected[zone], chargers(sites, taken), budget.price());
        worth = plan.worthMillis();
        plan.moves().stream()
                .filter(Move.Reposition.class::isInstance)
                .forEach(move -> movedAt.put(move.vehicleId(), now));
        return plan.moves();
    }

    private List<Charger> chargers(List<ChargingSite> sites, Map<String, Integer> taken) {
        long cheapest = sites.stream()
                .mapToLong(ChargingSite::tariffMinorPerKilowattHour)
                .min()
                .orElse(0);
        List<Charger> chargers = new ArrayList<>();
        for (ChargingSite site : sites) {
            int free = Math.max(0, site.places() - taken.getOrDefault(site.siteId(), 0));
            double dearer = (site.tariffMinorPerKilowattHour() - cheapest) * USUAL_CHARGE_KILOWATT_HOURS;
            roads.snap(site.place())
                    .ifPresent(node -> chargers.add(new Charger(
                            site.siteId(),
                            node,
                            free,
                            0,
                            (int) (BATTERY_KILOWATT_HOURS / site.powerKilowatts() * MILLIS_PER_HOUR),
                            (int) (dearer * MILLIS_A_MINOR_UNIT))));
        }
        return chargers;
    }
}
