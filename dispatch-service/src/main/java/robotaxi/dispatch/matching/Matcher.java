package robotaxi.dispatch.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import robotaxi.dispatch.routing.RoadGraph;

/**
 * Decides which idle vehicle goes to which waiting rider, all at once: the sum of road travel times is the least possible. A
 * pure function of its inputs: no clock, no chance, ordered by id, so any past decision can be computed again.
 */
public final class Matcher {
    /** A rider is not offered a car that is farther away than this. */
    private static final Duration LONGEST_APPROACH = Duration.ofMinutes(20);

    /** What leaving a request waiting costs; beyond any approach, so a car that can come, comes. */
    private static final long UNSERVED_MILLIS = 3_000_000;

    private static final double AGE_WEIGHT = 0.5;

    private final RoadGraph roads;

    /** A matcher on a road graph. */
    public Matcher(RoadGraph roads) {
        this.roads = roads;
    }

    /**
     * A rider who waits.
     *
     * @param pickupNode road node of the pick-up
     */
    public record Waiting(String rideId, int pickupNode, Instant requestedAt) {}

    /**
     * A car that can go.
     *
     * @param node road node where it is
     */
    public record Idle(String vehicleId, int node) {}

    /**
     * A decision.
     *
     * @param approachMillis driving time to the pick-up
     */
    public record Match(String rideId, String vehicleId, int approachMillis) {}

    /**
     * Matches.
     *
     * @return one entry for each ride that gets a car, ordered by ride id
     */
    public List<Match> match(List<Waiting> waiting, List<Idle> idle, Instant now) {
        List<Waiting> rides =
                waiting.stream().sorted(Comparator.comparing(Waiting::rideId)).toList();
        List<Idle> cars =
                idle.stream().sorted(Comparator.comparing(Idle::vehicleId)).toList();
        int[][] approach = new int[rides.size()][];
        int[][] columns = new int[rides.size()][];
        long[][] costs = new long[rides.size()][];
        long[] unserved = new long[rides.size()];
        for (int r = 0; r < rides.size(); r++) {
            int[] millis = roads.millisTo(rides.get(r).pickupNode(), (int) LONGEST_APPROACH.toMillis());
            approach[r] = cars.stream().mapToInt(car -> millis[car.node()]).toArray();
            int row = r;
            columns[r] = java.util.stream.IntStream.range(0, cars.size())
                    .filter(c -> approach[row][c] != RoadGraph.UNREACHABLE)
                    .toArray();
            costs[r] = java.util.Arrays.stream(columns[r])
                    .mapToLong(c -> approach[row][c])
                    .toArray();
            long ageMillis = Math.max(
                    0, Duration.between(rides.get(r).requestedAt(), now).toMillis());
            unserved[r] = UNSERVED_MILLIS + (long) (AGE_WEIGHT * ageMillis);
        }
        int[] carOf = new Assignment(cars.size(), columns, costs, unserved).solve();
        List<Match> matches = new ArrayList<>();
        for (int r = 0; r < rides.size(); r++) {
            if (carOf[r] != Assignment.UNSERVED) {
                matches.add(new Match(rides.get(r).rideId(), cars.get(carOf[r]).vehicleId(), approach[r][carOf[r]]));
            }
        }
        return matches;
    }
}
