package robotaxi.benchmarks.manhattan;

import java.util.Arrays;
import robotaxi.dispatch.routing.LongHeap;

/**
 * The published way-finding: A* by travel time, with an estimate that is no lower bound. It takes longitude for latitude and
 * the other way round, and the slowest link's speed for the fastest. So its ways are longer than need be; that is the point.
 */
final class AStar {
    private static final double EARTH_RADIUS_KM = 6_371.009;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final int NONE = -1;

    private final Streets streets;
    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final double kmph;
    private final long[] reached;
    private final int[] linkInto;

    AStar(Streets streets) {
        this.streets = streets;
        int nodes = streets.nodes();
        x = new double[nodes];
        y = new double[nodes];
        z = new double[nodes];
        for (int node = 0; node < nodes; node++) {
            double asLatitude = Math.toRadians(streets.longitude(node));
            double asLongitude = Math.toRadians(streets.latitude(node));
            x[node] = Math.cos(asLatitude) * Math.cos(asLongitude);
            y[node] = Math.cos(asLatitude) * Math.sin(asLongitude);
            z[node] = Math.sin(asLatitude);
        }
        kmph = streets.slowestKmph();
        reached = new long[nodes];
        linkInto = new int[nodes];
    }

    private long estimateMillis(int from, int to) {
        double dx = x[from] - x[to];
        double dy = y[from] - y[to];
        double dz = z[from] - z[to];
        double km = 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(dx * dx + dy * dy + dz * dz) / 2));
        return (long) (km / kmph * MILLIS_PER_HOUR);
    }

    int[] route(int from, int to) {
        Arrays.fill(reached, Long.MAX_VALUE);
        var open = new LongHeap();
        reached[from] = 0;
        linkInto[from] = NONE;
        open.push(estimateMillis(from, to) << 16 | from);
        while (true) {
            long entry = open.pop();
            int node = (int) (entry & 0xFFFF);
            if (node == to) {
                return links(from, to);
            }
            if (entry >>> 16 == reached[node] + estimateMillis(node, to)) {
                spread(node, to, open);
            }
        }
    }

    private void spread(int node, int to, LongHeap open) {
        for (int i = streets.firstOut(node); i < streets.firstOut(node + 1); i++) {
            int link = streets.out(i);
            int next = streets.target(link);
            long millis = reached[node] + streets.millis(link);
            if (millis < reached[next]) {
                reached[next] = millis;
                linkInto[next] = link;
                open.push((millis + estimateMillis(next, to)) << 16 | next);
            }
        }
    }

    private int[] links(int from, int to) {
        int count = 0;
        for (int node = to; node != from; node = streets.source(linkInto[node])) {
            count++;
        }
        int[] links = new int[count];
        for (int node = to; node != from; node = streets.source(linkInto[node])) {
            links[--count] = linkInto[node];
        }
        return links;
    }
}
