package robotaxi.dispatch.matching;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import robotaxi.dispatch.routing.LongHeap;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.RoadSearch;

/**
 * Finds for each ride the cars that can be there first, or, where cars are scarcer than rides, for each car the rides that it
 * can be at first: one bounded search on the road graph for each member of the scarcer side. Whoever asks may widen the search
 * of single members until the optimum is certain.
 */
final class Candidates {
    private static final int NONE = -1;
    private static final int WIDER = 4;

    private final List<OpenRide> rides;
    private final List<AvailableCar> cars;
    private final Pairing pairing;
    private final int[] limitMillis;
    private final boolean isFromRides;
    private final RoadSearch search;
    private final Bucket bucket;
    private final LongHeap arriving = new LongHeap();

    private final int[] width;
    private final int[] frontier;
    private final int[][] found;
    private final int[][] foundMillis;

    /** The things of one side at each node, in the order of their indexes. */
    private static final class Bucket {
        private final int[] first;
        private final int[] next;

        Bucket(int nodes, int[] nodeOf) {
            first = new int[nodes];
            next = new int[nodeOf.length];
            Arrays.fill(first, NONE);
            for (int i = nodeOf.length - 1; i >= 0; i--) {
                next[i] = first[nodeOf[i]];
                first[nodeOf[i]] = i;
            }
        }
    }

    /**
     * A search that has not begun.
     *
     * @param limitMillis for each ride the approach beyond which no car will be sent
     */
    Candidates(
            RoadGraph roads,
            List<OpenRide> rides,
            List<AvailableCar> cars,
            Pairing pairing,
            int[] limitMillis,
            int nearest) {
        this.rides = rides;
        this.cars = cars;
        this.pairing = pairing;
        this.limitMillis = limitMillis;
        this.isFromRides = rides.size() <= cars.size();
        this.search = isFromRides ? RoadSearch.against(roads) : RoadSearch.along(roads);
        this.bucket = new Bucket(
                roads.nodes(),
                isFromRides
                        ? cars.stream().mapToInt(AvailableCar::node).toArray()
                        : rides.stream().mapToInt(OpenRide::pickupNode).toArray());
        int searchers = Math.min(rides.size(), cars.size());
        this.width = new int[searchers];
        this.frontier = new int[searchers];
        this.found = new int[searchers][];
        this.foundMillis = new int[searchers][];
        for (int i = 0; i < searchers; i++) {
            width[i] = nearest;
            search(i);
        }
    }

    /**
     * Searches on where a solution leaves open whether something better lies beyond what was looked at: an arc not seen costs
     * at least the frontier's time, and improves nothing if it costs more than its ride's worth and its car's price together.
     *
     * @return whether anything was searched, so that the assignment must be solved again
     */
    boolean widen(Assignment solution) {
        long mostWorth = 0;
        for (int ride = 0; ride < rides.size(); ride++) {
            mostWorth = Math.max(mostWorth, solution.worthOf(ride));
        }
        boolean isWider = false;
        for (int i = 0; i < frontier.length; i++) {
            long worth = isFromRides ? solution.worthOf(i) : mostWorth + solution.priceOf(i);
            if (frontier[i] < worth) {
                width[i] *= WIDER;
                search(i);
                isWider = true;
            }
        }
        return isWider;
    }

    /** What was found, by ride. */
    Arcs arcs() {
        return isFromRides ? byRide() : turned();
    }

    private void search(int i) {
        found[i] = new int[width[i]];
        foundMillis[i] = new int[width[i]];
        int count = isFromRides ? searchCars(i) : searchRides(i);
        frontier[i] = count == width[i] ? foundMillis[i][count - 1] : Integer.MAX_VALUE;
        found[i] = Arrays.copyOf(found[i], count);
        foundMillis[i] = Arrays.copyOf(foundMillis[i], count);
    }

    /** Cars leave the heap in the order of their arrival, which is later than that of their node by their ready time. */
    private int searchCars(int ride) {
        int count = 0;
        arriving.clear();
        search.start(rides.get(ride).pickupNode(), limitMillis[ride]);
        boolean isDone = false;
        while (!isDone) {
            int node = search.next();
            isDone = node == RoadSearch.DONE;
            long reached = isDone ? limitMillis[ride] : search.millis();
            for (int car = isDone ? NONE : bucket.first[node]; car != NONE; car = bucket.next[car]) {
                arriving.push((reached + cars.get(car).readyMillis()) << 32 | car);
            }
            while (!arriving.isEmpty() && arriving.peek() >>> 32 <= reached) {
                long arrival = arriving.pop();
                int car = (int) arrival;
                int approach = (int) (arrival >>> 32);
                if (pairing.isAllowed(rides.get(ride), cars.get(car), approach)) {
                    found[ride][count] = car;
                    foundMillis[ride][count++] = approach;
                    if (count == width[ride]) {
                        return count;
                    }
                }
            }
        }
        return count;
    }

    private int searchRides(int car) {
        int count = 0;
        int ready = cars.get(car).readyMillis();
        int longest = Arrays.stream(limitMillis).max().orElse(0);
        if (longest < ready) {
            return 0;
        }
        search.start(cars.get(car).node(), longest - ready);
        for (int node = search.next(); node != RoadSearch.DONE; node = search.next()) {
            int approach = search.millis() + ready;
            for (int ride = bucket.first[node]; ride != NONE; ride = bucket.next[ride]) {
                if (approach <= limitMillis[ride] && pairing.isAllowed(rides.get(ride), cars.get(car), approach)) {
                    found[car][count] = ride;
                    foundMillis[car][count++] = approach;
                    if (count == width[car]) {
                        return count;
                    }
                }
            }
        }
        return count;
    }

    private Arcs byRide() {
        int[] head = new int[rides.size() + 1];
        for (int ride = 0; ride < rides.size(); ride++) {
            head[ride + 1] = head[ride] + found[ride].length;
        }
        int[] car = new int[head[rides.size()]];
        int[] millis = new int[car.length];
        for (int ride = 0; ride < rides.size(); ride++) {
            System.arraycopy(found[ride], 0, car, head[ride], found[ride].length);
            System.arraycopy(foundMillis[ride], 0, millis, head[ride], found[ride].length);
        }
        return new Arcs(head, car, millis);
    }

    private Arcs turned() {
        int[] head = new int[rides.size() + 1];
        for (int[] each : found) {
            IntStream.of(each).forEach(ride -> head[ride + 1]++);
        }
        for (int ride = 0; ride < rides.size(); ride++) {
            head[ride + 1] += head[ride];
        }
        int[] next = head.clone();
        int[] car = new int[head[rides.size()]];
        int[] millis = new int[car.length];
        for (int c = 0; c < found.length; c++) {
            for (int i = 0; i < found[c].length; i++) {
                int slot = next[found[c][i]]++;
                car[slot] = c;
                millis[slot] = foundMillis[c][i];
            }
        }
        return new Arcs(head, car, millis);
    }
}
