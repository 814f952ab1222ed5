package robotaxi.dispatch.rebalancing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import robotaxi.dispatch.rebalancing.Move.Charge;
import robotaxi.dispatch.rebalancing.Move.Reposition;
import robotaxi.dispatch.routing.RoadGraph;

/**
 * Decides where idle cars wait and which of them charge, all at once, as one min-cost flow. Cars flow from their zones over
 * neighbouring ones to where they are worth most: a zone's n-th car is worth a rider's price times the chance that so many
 * riders come, a plug what the charge is worth; a way costs the price of empty driving. Where nothing is worth its way, a car
 * stays. A pure function: no clock, no chance, ordered by id.
 */
public final class Rebalancer {
    private static final int MUST_CHARGE = -1;
    private static final int CHARGE_BANDS = 10;
    private static final int SOURCE = 0;
    private static final int SINK = 1;
    private static final double LEAST_CHANCE = 0.01;

    private final Zones zones;
    private final RebalancingParameters parameters;

    /** A rebalancer over a market's zones. */
    public Rebalancer(Zones zones, RebalancingParameters parameters) {
        this.zones = zones;
        this.parameters = parameters;
    }

    /** Cars of one zone and one band of charge, the emptiest first. */
    private record Group(int zone, int band, List<IdleCar> cars) {
        double charge() {
            return band == MUST_CHARGE ? 0 : (band + 0.5) / CHARGE_BANDS;
        }
    }

    /** An arc from a group to a charger. */
    private record Plug(int arc, Group group, Charger charger) {}

    /**
     * Plans.
     *
     * @param idle cars without a task
     * @param coming road nodes where cars that are busy now will be free within the forecast's time
     * @param emptyPrice price of a millisecond of empty driving, as an {@link EmptyDrivingBudget} has it
     */
    public Plan plan(
            List<IdleCar> idle, List<Integer> coming, Forecast forecast, List<Charger> chargers, double emptyPrice) {
        int[] present = new int[zones.count()];
        coming.forEach(node -> present[zones.zoneOf(node)]++);
        List<Group> groups = groups(idle, present);
        int firstZone = 2 + groups.size();
        int firstCharger = firstZone + zones.count();
        int most = Math.max(parameters.riderMillis(), parameters.mustChargeMillis());
        var flow = new MinCostFlow(firstCharger + chargers.size());
        List<Plug> plugs = new ArrayList<>();
        int[] entering = new int[groups.size()];
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            int size = group.cars().size();
            flow.add(SOURCE, 2 + g, size, 0);
            flow.add(2 + g, SINK, size, most);
            entering[g] = flow.add(2 + g, firstZone + group.zone(), group.band() == MUST_CHARGE ? 0 : size, 0);
            for (int c = 0; c < chargers.size(); c++) {
                long cost = chargingCost(group, chargers.get(c), emptyPrice, most);
                if (cost < most) {
                    plugs.add(new Plug(flow.add(2 + g, firstCharger + c, size, cost), group, chargers.get(c)));
                }
            }
        }
        for (int c = 0; c < chargers.size(); c++) {
            flow.add(firstCharger + c, SINK, chargers.get(c).freePlugs(), 0);
        }
        // Room for one more than there are, to know what that one would be worth.
        int cars = idle.size() + 1;
        var ways = new ZoneFlow(zones, flow, firstZone, cars, emptyPrice);
        double riders = IntStream.range(0, zones.count())
                .mapToDouble(forecast::expected)
                .sum();
        int riderMillis = parameters.riderMillis(riders, idle.size());
        for (int zone = 0; zone < zones.count(); zone++) {
            addRiders(ways, zone, forecast.expected(zone), present[zone], cars, riderMillis, most);
        }
        flow.send(SOURCE, SINK);
        long[] cost = flow.costTo(SINK);
        List<Integer> worth = IntStream.range(firstZone, firstCharger)
                .mapToObj(zone -> (int) Math.max(0, most - Math.min(most, cost[zone])))
                .toList();
        return new Plan(moves(groups, plugs, entering, flow, ways), worth);
    }

    /** Who may be moved, by zone and charge; who may not takes its place among those present, unless it must charge. */
    private List<Group> groups(List<IdleCar> idle, int[] present) {
        Map<Integer, Group> groups = new TreeMap<>();
        idle.stream()
                .sorted(Comparator.comparingDouble(IdleCar::charge).thenComparing(IdleCar::vehicleId))
                .forEach(car -> {
                    int zone = zones.zoneOf(car.node());
                    boolean must = car.charge() < parameters.mustCharge();
                    if (!must && !car.mayReposition()) {
                        present[zone]++;
                        return;
                    }
                    int band = must ? MUST_CHARGE : (int) (car.charge() * CHARGE_BANDS);
                    groups.computeIfAbsent(
                                    zone * (CHARGE_BANDS + 2) + band + 1,
                                    key -> new Group(zone, band, new ArrayList<>()))
                            .cars()
                            .add(car);
                });
        return List.copyOf(groups.values());
    }

    private long chargingCost(Group group, Charger charger, double emptyPrice, int most) {
        int way = zones.millis(group.zone(), zones.zoneOf(charger.node()));
        double enough = parameters.enoughCharge();
        if (way == RoadGraph.UNREACHABLE || group.charge() >= enough) {
            return most;
        }
        double worth = group.band() == MUST_CHARGE
                ? parameters.mustChargeMillis()
                : parameters.chargingMillis() * (1 - group.charge() / enough);
        double plugged = parameters.plugTimeWeight() * charger.fullMillis() * (enough - group.charge());
        double cost = most - worth + way * emptyPrice + charger.waitMillis() + charger.priceMillis() + plugged;
        return Math.max(0, (long) cost);
    }

    /** The n-th car of a zone is worth the chance that at least n riders come (Poisson), after those cars that come anyhow. */
    private static void addRiders(
            ZoneFlow ways, int zone, double expected, int present, int mostCars, int riderMillis, int most) {
        double chanceOfExactly = Math.exp(-expected);
        double chanceOfMore = 1 - chanceOfExactly;
        for (int n = 1; n <= present + mostCars && chanceOfMore >= LEAST_CHANCE; n++) {
            if (n > present) {
                ways.addRider(zone, most - (long) (riderMillis * chanceOfMore));
            }
            chanceOfExactly *= expected / n;
            chanceOfMore -= chanceOfExactly;
        }
    }

    /** Those who charge are taken from the front of their group, where the emptiest are; who moves, from the back. */
    private List<Move> moves(List<Group> groups, List<Plug> plugs, int[] entering, MinCostFlow flow, ZoneFlow ways) {
        List<Move> moves = new ArrayList<>();
        for (Plug plug : plugs) {
            for (int i = flow.flow(plug.arc()); i > 0; i--) {
                IdleCar car = plug.group().cars().removeFirst();
                moves.add(new Charge(
                        car.vehicleId(),
                        plug.charger().chargerId(),
                        plug.charger().node()));
            }
        }
        ways.read();
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            for (int i = flow.flow(entering[g]); i > 0; i--) {
                int zone = ways.follow(group.zone());
                if (zone != group.zone()) {
                    IdleCar car = group.cars().removeLast();
                    moves.add(new Reposition(car.vehicleId(), zones.centreOf(zone)));
                }
            }
        }
        moves.sort(Comparator.comparing(Move::vehicleId));
        return moves;
    }
}
