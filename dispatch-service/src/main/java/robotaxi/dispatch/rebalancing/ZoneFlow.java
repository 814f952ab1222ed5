package robotaxi.dispatch.rebalancing;

import java.util.ArrayList;
import java.util.List;

/** The part of the network between zones: from each to its neighbours, and to the riders who are expected there. */
final class ZoneFlow {
    private static final int SINK = 1;

    private final MinCostFlow flow;
    private final int firstZone;
    private final List<List<Way>> ways = new ArrayList<>();
    private final List<List<Integer>> riders = new ArrayList<>();
    private final int[] staying;

    /** A way to a neighbour, and how many cars still have to take it. */
    private static final class Way {
        private final int arc;
        private final int to;
        private int left;

        Way(int arc, int to) {
            this.arc = arc;
            this.to = to;
        }
    }

    ZoneFlow(Zones zones, MinCostFlow flow, int firstZone, int cars, double emptyPrice) {
        this.flow = flow;
        this.firstZone = firstZone;
        this.staying = new int[zones.count()];
        for (int zone = 0; zone < zones.count(); zone++) {
            List<Way> out = new ArrayList<>();
            for (int to : zones.neighbours(zone)) {
                long cost = 1 + (long) (zones.millis(zone, to) * emptyPrice);
                out.add(new Way(flow.add(firstZone + zone, firstZone + to, cars, cost), to));
            }
            ways.add(out);
            riders.add(new ArrayList<>());
        }
    }

    /** One more rider may come to a zone. */
    void addRider(int zone, long cost) {
        riders.get(zone).add(flow.add(firstZone + zone, SINK, 1, cost));
    }

    /** Reads what flows, to be followed car by car. */
    void read() {
        for (int zone = 0; zone < staying.length; zone++) {
            staying[zone] = riders.get(zone).stream().mapToInt(flow::flow).sum();
            ways.get(zone).forEach(way -> way.left = flow.flow(way.arc));
        }
    }

    /**
     * Follows the flow for one car that enters at a zone. It leaves its own zone if anybody does, and stops at the first one after
     * that where somebody stops: then many go a short way, rather than a few a long one.
     *
     * @return the zone where it stops
     */
    int follow(int start) {
        int zone = start;
        while (true) {
            Way next = null;
            for (Way way : ways.get(zone)) {
                if (way.left > 0) {
                    next = way;
                    break;
                }
            }
            if (next == null || (zone != start && staying[zone] > 0)) {
                staying[zone]--;
                return zone;
            }
            next.left--;
            zone = next.to;
        }
    }
}
