package robotaxi.dispatch.matching;

import java.util.Arrays;
import java.util.List;
import robotaxi.dispatch.routing.NearNodes;
import robotaxi.dispatch.routing.RoadGraph;

/**
 * Finds for each ride the cars worth weighing: at first those nearest by the road, then, priced by the dual values of a solution,
 * those that would improve it, until there are none (column generation; Dantzig and Wolfe, Operations Research 8, 1960). A pair
 * improves the whole only if it costs less than its ride's worth and its car's price together.
 */
final class Candidates {
    private static final int NONE = -1;

    /** A ride takes up so many improving cars at a time. */
    private static final int MORE = 64;

    private final RoadGraph roads;
    private final List<OpenRide> rides;
    private final List<AvailableCar> cars;
    private final Pairing pairing;
    private final int[] limitMillis;

    private final int[] firstAt;
    private final int[] nextAt;
    private final long[] leastAt;
    private final long[] anyhow;
    private final Partners[] partners;

    /**
     * The nearest cars of each ride.
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
        this.roads = roads;
        this.rides = rides;
        this.cars = cars;
        this.pairing = pairing;
        this.limitMillis = limitMillis;
        this.firstAt = new int[roads.nodes()];
        this.nextAt = new int[cars.size()];
        this.leastAt = new long[roads.nodes()];
        this.anyhow = cars.stream().mapToLong(pairing::anyhow).toArray();
        Arrays.fill(firstAt, NONE);
        for (int car = nextAt.length - 1; car >= 0; car--) {
            int node = cars.get(car).node();
            nextAt[car] = firstAt[node];
            firstAt[node] = car;
        }
        this.partners = new Partners[rides.size()];
        for (int ride = 0; ride < partners.length; ride++) {
            partners[ride] = nearest(ride, nearest);
        }
    }

    /** What was found, by ride. */
    Arcs arcs() {
        return Partners.arcs(partners);
    }

    private Partners nearest(int ride, int most) {
        var found = new Partners(most);
        NearNodes near = roads.nearest(rides.get(ride).pickupNode(), 1);
        for (int i = 0; found.size() < most; i++) {
            near = roads.reaching(near, i);
            if (i == near.size() || near.millis(i) > limitMillis[ride]) {
                return found;
            }
            for (int car = firstAt[near.node(i)]; car != NONE && found.size() < most; car = nextAt[car]) {
                offer(ride, car, near.millis(i), Long.MAX_VALUE, found);
            }
        }
        return found;
    }

    /**
     * Prices all pairs, those not yet weighed included. A node whose cheapest car would not improve a ride is passed over, and a
     * ride's look ends where driving alone is dearer than its worth: no price of a car is above 0.
     *
     * @return whether anything was found, so that the assignment must be solved again
     */
    boolean improve(Assignment solution) {
        Arrays.fill(leastAt, Long.MAX_VALUE / 2);
        for (int car = 0; car < nextAt.length; car++) {
            int node = cars.get(car).node();
            leastAt[node] = Math.min(leastAt[node], anyhow[car] - solution.priceOf(car));
        }
        boolean isBetter = false;
        for (int ride = 0; ride < partners.length; ride++) {
            isBetter |= improve(ride, solution);
        }
        return isBetter;
    }

    private boolean improve(int ride, Assignment solution) {
        long worth = solution.worthOf(ride);
        int before = partners[ride].size();
        NearNodes near = roads.nearest(rides.get(ride).pickupNode(), 1);
        for (int i = 0; partners[ride].size() < before + MORE; i++) {
            near = roads.reaching(near, i);
            if (i == near.size() || near.millis(i) > limitMillis[ride] || near.millis(i) >= worth) {
                break;
            }
            if (near.millis(i) + leastAt[near.node(i)] < worth) {
                for (int car = firstAt[near.node(i)]; car != NONE; car = nextAt[car]) {
                    if (near.millis(i) + anyhow[car] - solution.priceOf(car) < worth) {
                        offer(ride, car, near.millis(i), worth + solution.priceOf(car), partners[ride]);
                    }
                }
            }
        }
        return partners[ride].size() > before;
    }

    private void offer(int ride, int car, int drivingMillis, long below, Partners found) {
        long approach = (long) drivingMillis + cars.get(car).readyMillis();
        if (approach <= limitMillis[ride] && pairing.isAllowed(rides.get(ride), cars.get(car), (int) approach)) {
            long cost = pairing.terms(rides.get(ride), cars.get(car), (int) approach)
                    .total();
            if (cost < below) {
                found.add(car, (int) approach, cost);
            }
        }
    }
}
