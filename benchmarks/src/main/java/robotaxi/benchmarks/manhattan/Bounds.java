package robotaxi.benchmarks.manhattan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What no policy can beat in the published world, though it knew the whole day: relaxations, so they may lie far from what can be
 * reached. Their derivation is in docs/matching.md.
 */
public final class Bounds {
    private static final int WINDOW_SECONDS = 600;
    private static final int WINDOWS = World.DAY_SECONDS / WINDOW_SECONDS;

    private final Streets streets;
    private final List<Trip> trips;

    /** Of a day's trips. */
    Bounds(Streets streets, List<Trip> trips) {
        this.streets = streets;
        this.trips =
                trips.stream().filter(trip -> enters(trip) < World.DAY_SECONDS).toList();
    }

    /** The step at which dispatchers hear of a trip. */
    private static int enters(Trip trip) {
        return (trip.departure / World.STEP_SECONDS + 1) * World.STEP_SECONDS;
    }

    /** The last step in which it can be picked up. */
    static int lastPickUp(Trip trip) {
        return (trip.departure + World.PATIENCE_SECONDS - 1) / World.STEP_SECONDS * World.STEP_SECONDS;
    }

    private static int steps(int millis) {
        return Math.ceilDiv(millis, World.STEP_SECONDS * 1_000);
    }

    /** Steps between the order to pick up and the next order at the soonest: over the link of the pick-up, the trip, one to notice. */
    private int busySteps(Trip trip) {
        return steps(streets.millis(trip.originLink)) + steps(trip.millis) + 1;
    }

    /** Steps that so much driving takes, in seconds. */
    static int seconds(int millis) {
        return steps(millis) * World.STEP_SECONDS;
    }

    /** When a car that serves it can have its next order at the soonest: picked up in the step after it entered. */
    static int isFreeAtTheEarliest(Trip trip) {
        return enters(trip) + World.STEP_SECONDS + seconds(trip.millis) + World.STEP_SECONDS;
    }

    /** When a car that serves it can have its next order at the latest. */
    private static int isFree(Trip trip) {
        return lastPickUp(trip) + (steps(trip.millis) + 1) * World.STEP_SECONDS;
    }

    /**
     * The greatest share that so many cars can serve. Of the trips that lie wholly inside a stretch of the day no more can be
     * served than its steps of all cars have room for; the fewest are left out if those are the longest; what stretches side by
     * side leave out adds up.
     */
    public double mostServed(int cars) {
        List<Trip> longestFirst = trips.stream()
                .sorted(Comparator.comparingInt(this::busySteps).reversed())
                .toList();
        int[] leftOut = new int[WINDOWS + 1];
        for (int end = 1; end <= WINDOWS; end++) {
            leftOut[end] = leftOut[end - 1];
            for (int begin = 0; begin < end; begin++) {
                int inside = leftOut(longestFirst, cars, begin * WINDOW_SECONDS, end * WINDOW_SECONDS);
                leftOut[end] = Math.max(leftOut[end], leftOut[begin] + inside);
            }
        }
        return 1 - (double) leftOut[WINDOWS] / trips.size();
    }

    private int leftOut(List<Trip> longestFirst, int cars, int begin, int end) {
        int[] busy = longestFirst.stream()
                .filter(trip -> enters(trip) >= begin && isFree(trip) <= end)
                .mapToInt(this::busySteps)
                .toArray();
        long left = Arrays.stream(busy).asLongStream().sum() - (long) cars * (end - begin) / World.STEP_SECONDS;
        int count = 0;
        while (left > 0) {
            left -= busy[count++];
        }
        return count;
    }

    /** The least share of empty driving if such a share is picked up by cars that stand on these links in the morning. */
    public double leastEmpty(double pickedUp, int[] starts) {
        return new Chains(streets, trips, starts).leastShare((int) Math.floor(pickedUp * trips.size()));
    }
}
