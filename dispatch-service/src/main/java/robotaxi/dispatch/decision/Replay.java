package robotaxi.dispatch.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import robotaxi.dispatch.decision.MatchTick.Decision;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.CostTerms;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.Matcher;
import robotaxi.dispatch.matching.Matching;
import robotaxi.dispatch.matching.OpenRide;
import robotaxi.dispatch.routing.RoadGraph;

/**
 * Decides a past tick again, by the matcher of today, from what was kept of it. Needs no map: the kept approach times become the
 * roads of a small graph of their own, from each car to each ride that it came into question for.
 *
 * <p>Why the kept pairs are enough: the assignment of the whole tick uses none but them, so it is possible here too; and what
 * is possible here was possible then, so nothing here costs less. Cars that other rides kept are theirs here too. Two assignments of the very same cost may change places.
 */
public final class Replay {
    /** A road takes at least a millisecond: each pair takes one more, which is the same for all. */
    private static final int STEP_MILLIS = 1;

    private final MatchTick tick;
    private final Set<String> decided;
    private final Map<String, AvailableCar> cars = new LinkedHashMap<>();
    private final Map<String, Integer> nodeOf = new HashMap<>();
    private final Map<Integer, Integer> zoneMillis = new HashMap<>();

    private Replay(MatchTick tick) {
        this.tick = tick;
        this.decided = tick.decisions().stream()
                .map(decision -> decision.ride().rideId())
                .collect(Collectors.toSet());
        int node = tick.decisions().size();
        for (Decision decision : tick.decisions()) {
            for (AvailableCar car : decision.cars()) {
                if (cars.putIfAbsent(car.vehicleId(), car) == null) {
                    nodeOf.put(car.vehicleId(), node++);
                }
            }
        }
    }

    /** What the matcher of today says to a past tick. */
    public static Matching of(MatchTick tick) {
        return new Replay(tick).decide();
    }

    private Matching decide() {
        List<OpenRide> rides = new ArrayList<>();
        List<int[]> roads = new ArrayList<>();
        for (int node = 0; node < tick.decisions().size(); node++) {
            Decision decision = tick.decisions().get(node);
            rides.add(at(decision.ride(), node));
            Match match = decision.match();
            roads.add(road(match.vehicleId(), match.terms(), node));
            for (Match.Alternative other : match.others()) {
                if (wasFree(other)) {
                    roads.add(road(other.vehicleId(), other.terms(), node));
                }
            }
        }
        var graph = RoadGraph.of(rides.size() + cars.size(), column(roads, 0), column(roads, 1), column(roads, 2));
        return new Matcher(graph, tick.policy())
                .match(
                        rides,
                        cars.values().stream().map(this::placed).toList(),
                        tick.at(),
                        node -> zoneMillis.getOrDefault(node, 0));
    }

    /** What a ride had already, or waits for, is no choice here either: only what the tick changed is kept. */
    private boolean wasFree(Match.Alternative car) {
        return car.takenBy().isEmpty() || decided.contains(car.takenBy());
    }

    private int[] road(String vehicleId, CostTerms terms, int ride) {
        AvailableCar car = cars.get(vehicleId);
        Integer node = nodeOf.get(vehicleId);
        if (car == null || node == null) {
            throw new IllegalArgumentException("the tick names a car that it does not know: " + vehicleId);
        }
        zoneMillis.put(node, terms.zoneMillis());
        return new int[] {node, ride, terms.approachMillis() - car.readyMillis() + STEP_MILLIS};
    }

    private AvailableCar placed(AvailableCar car) {
        return new AvailableCar(
                car.vehicleId(),
                nodeOf.getOrDefault(car.vehicleId(), 0),
                car.readyMillis(),
                car.state(),
                car.energyKwh(),
                car.seats(),
                car.isWheelchairCar(),
                car.isClean(),
                car.isHealthy(),
                car.areas());
    }

    private static OpenRide at(OpenRide ride, int node) {
        return new OpenRide(
                ride.rideId(),
                node,
                node,
                ride.tripMillis(),
                ride.chargerMillis(),
                ride.requestedAt(),
                ride.lapsesAt(),
                ride.seats(),
                ride.needsWheelchairCar(),
                ride.area(),
                ride.priorityMillis(),
                ride.heldBy());
    }

    private static int[] column(List<int[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column]).toArray();
    }
}
