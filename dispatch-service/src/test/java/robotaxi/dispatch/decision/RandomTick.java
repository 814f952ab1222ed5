package robotaxi.dispatch.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import robotaxi.dispatch.matching.AvailableCar;
import robotaxi.dispatch.matching.Match;
import robotaxi.dispatch.matching.Matcher;
import robotaxi.dispatch.matching.Matching;
import robotaxi.dispatch.matching.MatchingParameters;
import robotaxi.dispatch.matching.OpenRide;
import robotaxi.dispatch.routing.RoadGraph;

/** Ticks decided by the real matcher on random roads, with every kind of car and wish. */
public final class RandomTick {
    private static final int NODES = 400;
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private RandomTick() {}

    /** A tick with so many rides and cars. */
    public static MatchTick decided(long seed, int rides, int cars) {
        return decided(seed, rides, cars, NOW);
    }

    /** A small tick of another time. */
    public static MatchTick at(long seed, Instant at) {
        return decided(seed, 3, 5, at);
    }

    private static MatchTick decided(long seed, int rideCount, int carCount, Instant now) {
        var random = new Random(seed);
        RoadGraph roads = roads(random);
        Map<String, OpenRide> rides = new HashMap<>();
        for (int i = 0; i < rideCount; i++) {
            OpenRide ride = ride("ride-" + seed + "-" + i, random, now);
            rides.put(ride.rideId(), ride);
        }
        Map<String, AvailableCar> cars = new HashMap<>();
        for (int i = 0; i < carCount; i++) {
            AvailableCar car = car("car-" + i, random);
            cars.put(car.vehicleId(), car);
        }
        int[] worth = random.ints(NODES, 0, 90_000).toArray();
        Matching matching = new Matcher(roads, MatchingParameters.USUAL)
                .match(List.copyOf(rides.values()), List.copyOf(cars.values()), now, node -> worth[node]);
        List<MatchTick.Decision> decisions = new ArrayList<>();
        for (Match match : matching.matches()) {
            OpenRide ride = rides.get(match.rideId());
            decisions.add(MatchTick.Decision.of(ride, match, cars, 1 + random.nextInt(9)));
        }
        return new MatchTick(
                "test",
                now,
                MatchingParameters.USUAL,
                roads.fingerprint(),
                rideCount,
                carCount,
                Map.of("offline", 3),
                matching.isProvenOptimal(),
                decisions);
    }

    private static OpenRide ride(String id, Random random, Instant now) {
        OpenRide ride = OpenRide.at(id, random.nextInt(NODES), now.minusMillis(random.nextInt(300_000)))
                .to(random.nextInt(NODES), random.nextInt(1_200_000), random.nextInt(600_000))
                .forParty(1 + random.nextInt(4), random.nextInt(10) == 0);
        return random.nextInt(4) == 0 ? ride.heldBy("car-" + random.nextInt(20)) : ride;
    }

    private static AvailableCar car(String id, Random random) {
        var states = AvailableCar.State.values();
        var state = states[random.nextInt(states.length)];
        int ready = state == AvailableCar.State.SOON_FREE ? random.nextInt(400_000) : 0;
        return AvailableCar.of(id, random.nextInt(NODES), ready, state, 5 + random.nextInt(60))
                .withRoom(2 + random.nextInt(5), random.nextInt(6) == 0);
    }

    private static RoadGraph roads(Random random) {
        int edges = NODES * 3;
        int[] from = new int[edges];
        int[] to = new int[edges];
        int[] millis = new int[edges];
        for (int e = 0; e < edges; e++) {
            from[e] = e % NODES;
            to[e] = e < NODES ? (e + 1) % NODES : random.nextInt(NODES);
            millis[e] = 1 + random.nextInt(60_000);
        }
        return RoadGraph.of(NODES, from, to, millis);
    }
}
