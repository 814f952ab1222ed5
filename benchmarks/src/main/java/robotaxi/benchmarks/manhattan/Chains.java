package robotaxi.benchmarks.manhattan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import robotaxi.dispatch.routing.NearNodes;
import robotaxi.dispatch.routing.RoadGraph;

/**
 * The least empty driving of a fleet that knows the whole day. Cars drive chains: before each trip that is picked up comes another
 * one that is picked up, or the place where a car stood in the morning, and each is followed once at most. Who can follow whom
 * is judged as if the first were picked up as early as can be, and the second as late; nothing is charged.
 *
 * <p>That is a network flow, and its Lagrangian dual is a bound for any prices at all. A price stands for a car at the end of a
 * trip: who follows pays it, who is picked up earns it. Subgradient steps look for good ones (Ahuja, Magnanti and Orlin, Network
 * Flows, 1993, chapter 16). Of the ends before a trip only the nearest are listed; all others count as near as the farthest of
 * those and as free of charge, which can only make the bound lower.
 */
final class Chains {
    private static final int LISTED = 48;
    private static final int ROUNDS = 150;
    private static final double TOLERANCE = 0.001;
    private static final double FIRST_STEP_KM = 1;
    private static final double ROUNDS_TO_HALF_A_STEP = 10;
    private static final int NONE = -1;

    private final List<Trip> trips;
    private final int cars;
    private final int[][] before;
    private final double[][] km;
    private final double[] fartherKm;

    /**
     * Of a day.
     *
     * @param starts links where the cars stand in the morning
     */
    Chains(Streets streets, List<Trip> trips, int[] starts) {
        this.trips = trips;
        this.cars = starts.length;
        this.before = new int[trips.size()][];
        this.km = new double[trips.size()][];
        this.fartherKm = new double[trips.size()];
        int[] link = IntStream.concat(Arrays.stream(starts), trips.stream().mapToInt(trip -> trip.destinationLink))
                .toArray();
        int[] freeAt = IntStream.concat(
                        Arrays.stream(starts).map(_ -> 0), trips.stream().mapToInt(Bounds::isFreeAtTheEarliest))
                .toArray();
        List<List<Integer>> endsAt = new ArrayList<>();
        IntStream.range(0, streets.nodes()).forEach(_ -> endsAt.add(new ArrayList<>()));
        IntStream.range(0, link.length)
                .forEach(end -> endsAt.get(streets.target(link[end])).add(end));
        RoadGraph lengths = streets.lengths();
        for (int trip = 0; trip < before.length; trip++) {
            list(trip, streets, lengths, endsAt, link, freeAt);
        }
    }

    /** The ends from which a trip is reached in time, from the nearest corners; a way has the whole link that it begins and ends on. */
    private void list(
            int trip, Streets streets, RoadGraph lengths, List<List<Integer>> endsAt, int[] link, int[] freeAt) {
        Trip next = trips.get(trip);
        double ownKm = streets.metres(next.originLink) / Streets.METRES_PER_KM;
        int[] found = new int[LISTED];
        double[] foundKm = new double[LISTED];
        int count = 0;
        NearNodes near = lengths.nearest(streets.source(next.originLink), 1);
        int i = 0;
        for (; count < LISTED; i++) {
            near = lengths.reaching(near, i);
            if (i == near.size()) {
                break;
            }
            for (int end : endsAt.get(near.node(i))) {
                int arrival = freeAt[end] + Bounds.seconds(streets.millisOfWay(link[end], next.originLink));
                if (end != cars + trip && count < LISTED && arrival <= Bounds.lastPickUp(next)) {
                    found[count] = end;
                    foundKm[count++] = streets.metres(link[end]) / Streets.METRES_PER_KM + lengthKm(near, i) + ownKm;
                }
            }
        }
        before[trip] = Arrays.copyOf(found, count);
        km[trip] = Arrays.copyOf(foundKm, count);
        fartherKm[trip] = count < LISTED ? Double.POSITIVE_INFINITY : lengthKm(near, i - 1) + ownKm;
    }

    private static double lengthKm(NearNodes near, int i) {
        return near.millis(i) * Streets.LENGTH_UNIT_METRES / Streets.METRES_PER_KM;
    }

    /** The least share of empty in all kilometres if at least so many trips are picked up: the greatest that is refuted. */
    double leastShare(int pickedUp) {
        double refuted = 0;
        double open = 1;
        double[] prices = new double[cars + trips.size()];
        while (open - refuted > TOLERANCE) {
            double share = (refuted + open) / 2;
            if (isRefuted(share, pickedUp, prices)) {
                refuted = share;
            } else {
                open = share;
            }
        }
        return refuted;
    }

    /** Whether empty kilometres less {@code share / (1 - share)} of those with riders are above 0, whoever is picked up. */
    private boolean isRefuted(double share, int pickedUp, double[] prices) {
        double worth = share / (1 - share);
        for (int round = 0; round < ROUNDS; round++) {
            if (improve(worth, pickedUp, prices, FIRST_STEP_KM / (1 + round / ROUNDS_TO_HALF_A_STEP)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The bound at these prices, which then move a step: up where more follow than are there, down where fewer do. */
    private double improve(double worth, int pickedUp, double[] prices, double step) {
        double[] cost = new double[trips.size()];
        int[] follows = new int[trips.size()];
        for (int trip = 0; trip < cost.length; trip++) {
            cost[trip] = fartherKm[trip];
            follows[trip] = NONE;
            for (int i = 0; i < before[trip].length; i++) {
                double asked = km[trip][i] + prices[before[trip][i]];
                if (asked < cost[trip]) {
                    cost[trip] = asked;
                    follows[trip] = before[trip][i];
                }
            }
            cost[trip] -= prices[cars + trip] + worth * trips.get(trip).km;
        }
        double[] sorted = cost.clone();
        Arrays.sort(sorted);
        double dearest = pickedUp == 0 ? 0 : Math.max(0, sorted[pickedUp - 1]);
        double bound = -Arrays.stream(prices, 0, cars).sum();
        for (int i = 0; i < sorted.length && (i < pickedUp || sorted[i] < 0); i++) {
            bound += sorted[i];
        }
        int[] surplus = new int[prices.length];
        for (int trip = 0; trip < cost.length; trip++) {
            if (cost[trip] <= dearest) {
                surplus[cars + trip]--;
                if (follows[trip] != NONE) {
                    surplus[follows[trip]]++;
                }
            }
        }
        for (int end = 0; end < prices.length; end++) {
            int wanted = end < cars ? surplus[end] - 1 : surplus[end];
            prices[end] = Math.max(0, prices[end] + step * Integer.signum(wanted));
        }
        return bound;
    }
}
