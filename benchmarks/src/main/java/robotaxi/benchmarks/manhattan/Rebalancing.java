package robotaxi.benchmarks.manhattan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import robotaxi.benchmarks.manhattan.Car.State;
import robotaxi.dispatch.matching.ZoneValues;
import robotaxi.dispatch.rebalancing.Charger;
import robotaxi.dispatch.rebalancing.EmptyDrivingBudget;
import robotaxi.dispatch.rebalancing.IdleCar;
import robotaxi.dispatch.rebalancing.Move;
import robotaxi.dispatch.rebalancing.Plan;
import robotaxi.dispatch.rebalancing.Rebalancer;
import robotaxi.dispatch.rebalancing.RebalancingParameters;
import robotaxi.dispatch.rebalancing.RequestedDemand;
import robotaxi.dispatch.rebalancing.Zones;

/** The product's rebalancing and charging: all that is here is telling one what the other sees. */
final class Rebalancing implements Policy, ZoneValues {
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final Duration HORIZON = Duration.ofMinutes(40);
    private static final int IDLE_SECONDS = 900;
    private static final double START_PRICE = 0.3;

    /** As the product weighs it: a rider who waits counts for more than the next one who may come. */
    private static final double WORTH_WEIGHT = 0.2;

    private final Streets streets;
    private final Zones zones;
    private final Rebalancer rebalancer;
    private final RequestedDemand demand;
    private final int settledSeconds;
    private EmptyDrivingBudget budget;
    private List<Integer> worthMillis = List.of();
    private int heard;

    /**
     * Over a city.
     *
     * @param settledSeconds a car that was moved is not moved again for so long
     */
    Rebalancing(
            Streets streets, Zones zones, RebalancingParameters parameters, int settledSeconds, double targetEmpty) {
        this.settledSeconds = settledSeconds;
        this.streets = streets;
        this.zones = zones;
        this.rebalancer = new Rebalancer(zones, parameters);
        this.budget = new EmptyDrivingBudget(targetEmpty, START_PRICE);
        this.demand = new RequestedDemand(zones.count(), MEMORY);
    }

    @Override
    public void decide(World world) {
        Instant now = Instant.ofEpochSecond(world.now());
        for (; heard < world.entered().size(); heard++) {
            Trip trip = world.entered().get(heard);
            demand.requested(zones.zoneOf(streets.source(trip.originLink)), Instant.ofEpochSecond(trip.departure));
        }
        budget = budget.after(Result.emptyShare(world.cars()));
        Map<String, Car> cars = new HashMap<>();
        List<IdleCar> idle = new ArrayList<>();
        List<Integer> coming = new ArrayList<>();
        for (Car car : world.cars()) {
            cars.put(car.name, car);
            if (car.state == State.IDLE || car.state == State.STALL) {
                idle.add(new IdleCar(
                        car.name, streets.target(car.link), car.kwh / Battery.CAPACITY_KWH, mayMove(world, car)));
            } else if (car.state == State.REPOSITIONING
                    || (car.state == State.ON_TRIP && car.remainingMillis(streets) <= HORIZON.toMillis())) {
                coming.add(streets.target(car.route[car.route.length - 1]));
            }
        }
        Map<String, Site> sites = new HashMap<>();
        world.sites().forEach(site -> sites.put(site.id, site));
        Plan plan = rebalancer.plan(idle, coming, demand.within(HORIZON, now), chargers(world), budget.price());
        worthMillis = plan.worthMillis();
        for (Move move : plan.moves()) {
            Car car = Objects.requireNonNull(cars.get(move.vehicleId()));
            switch (move) {
                case Move.Reposition to -> moveTo(world, car, to.node());
                case Move.Charge at -> world.charge(car, Objects.requireNonNull(sites.get(at.chargerId())));
            }
        }
    }

    /** It stops on the street that it comes by; one that is at the node already stays. */
    private void moveTo(World world, Car car, int node) {
        int last = streets.linkOfArrival(car.link, node);
        if (last != car.link) {
            world.reposition(car, last);
        }
    }

    @Override
    public int millisAt(int node) {
        return worthMillis.isEmpty() ? 0 : (int) (WORTH_WEIGHT * worthMillis.get(zones.zoneOf(node)));
    }

    private boolean mayMove(World world, Car car) {
        return world.now() - car.since >= IDLE_SECONDS && world.now() - car.movedAt >= settledSeconds;
    }

    private List<Charger> chargers(World world) {
        Map<Site, Integer> coming = new HashMap<>();
        for (Car car : world.cars()) {
            if (car.site != null && (car.state == State.TO_SITE || car.state == State.QUEUED)) {
                coming.merge(car.site, 1, Integer::sum);
            }
        }
        return world.sites().stream()
                .map(site -> new Charger(
                        site.id,
                        streets.source(site.link),
                        Math.max(0, site.plugs - site.taken - coming.getOrDefault(site, 0)),
                        0,
                        (int) (Battery.CAPACITY_KWH / site.kw * 3_600_000),
                        0))
                .toList();
    }
}
