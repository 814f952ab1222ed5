package robotaxi.benchmarks.manhattan;

import java.util.Arrays;
import robotaxi.dispatch.routing.RoadGraph;

/** The street network: directed links with length and speed, and the way from link to link. */
public final class Streets {
    static final double METRES_PER_KM = 1_000;
    static final double LENGTH_UNIT_METRES = 0.1;
    private static final double KMPH_TO_MS_PER_METRE = 3_600;

    private final double[] longitude;
    private final double[] latitude;
    private final int[] source;
    private final int[] target;
    private final double[] metres;
    private final double[] kmph;
    private final int[] millis;
    private final int[] firstOut;
    private final int[] out;
    private final RoadGraph graph;
    private final Ways ways;
    private final int[][] toNode;
    private final AStar aStar;

    /** How a car gets from one place to another. */
    public enum Ways {
        /** The fastest way as it is. */
        FASTEST(1, 1),
        /** The fastest way, 22 % longer and 23 % slower: what the published routes are, measured on 2,000 trips. */
        FASTEST_STRETCHED(1.22, 1.23),
        /** The published A*, whose estimate is no lower bound. */
        A_STAR(1, 1);

        private final double lengthFactor;
        private final double timeFactor;

        Ways(double lengthFactor, double timeFactor) {
            this.lengthFactor = lengthFactor;
            this.timeFactor = timeFactor;
        }
    }

    /** Streets of what was read. */
    Streets(
            double[] longitude,
            double[] latitude,
            int[] source,
            int[] target,
            double[] lengthMetres,
            double[] kmph,
            Ways ways) {
        this.longitude = longitude;
        this.latitude = latitude;
        this.source = source;
        this.target = target;
        this.kmph = kmph;
        this.ways = ways;
        this.metres =
                Arrays.stream(lengthMetres).map(m -> m * ways.lengthFactor).toArray();
        this.millis = new int[source.length];
        for (int link = 0; link < millis.length; link++) {
            millis[link] = (int)
                    Math.max(1, Math.round(lengthMetres[link] / kmph[link] * KMPH_TO_MS_PER_METRE * ways.timeFactor));
        }
        this.firstOut = new int[longitude.length + 1];
        for (int node : source) {
            firstOut[node + 1]++;
        }
        for (int node = 0; node < longitude.length; node++) {
            firstOut[node + 1] += firstOut[node];
        }
        int[] next = firstOut.clone();
        this.out = new int[source.length];
        for (int link = 0; link < source.length; link++) {
            out[next[source[link]]++] = link;
        }
        this.graph = RoadGraph.of(longitude.length, source, target, millis);
        this.toNode = new int[longitude.length][];
        this.aStar = new AStar(this);
    }

    /** The graph for the product's own search, its times those of these ways. */
    public RoadGraph graph() {
        return graph;
    }

    /** The graph of lengths instead of times, each rounded down to a whole {@link #LENGTH_UNIT_METRES}. */
    RoadGraph lengths() {
        int[] units = Arrays.stream(metres)
                .mapToInt(m -> (int) (m / LENGTH_UNIT_METRES))
                .toArray();
        return RoadGraph.of(nodes(), source, target, units);
    }

    /** Time of the fastest way from one link to another, both of them driven whole. */
    int millisOfWay(int from, int to) {
        return millis[from] + millisBetween(from, to) + millis[to];
    }

    int nodes() {
        return longitude.length;
    }

    double longitude(int node) {
        return longitude[node];
    }

    double latitude(int node) {
        return latitude[node];
    }

    int source(int link) {
        return source[link];
    }

    int target(int link) {
        return target[link];
    }

    double metres(int link) {
        return metres[link];
    }

    double kmph(int link) {
        return kmph[link];
    }

    int millis(int link) {
        return millis[link];
    }

    int firstOut(int node) {
        return firstOut[node];
    }

    int out(int place) {
        return out[place];
    }

    /** The link by which who stands on a link comes to a node; that link itself if it ends there. */
    int linkOfArrival(int from, int node) {
        int[] inner = inner(target[from], node);
        return inner.length == 0 ? from : inner[inner.length - 1];
    }

    /** The slowest link's speed. */
    double slowestKmph() {
        return Arrays.stream(kmph).min().orElseThrow();
    }

    /** The nearest link by its middle, in plain degrees. */
    int snap(double atLongitude, double atLatitude) {
        int nearest = 0;
        double least = Double.MAX_VALUE;
        for (int link = 0; link < source.length; link++) {
            double dx = (longitude[source[link]] + longitude[target[link]]) / 2 - atLongitude;
            double dy = (latitude[source[link]] + latitude[target[link]]) / 2 - atLatitude;
            if (dx * dx + dy * dy < least) {
                least = dx * dx + dy * dy;
                nearest = link;
            }
        }
        return nearest;
    }

    /** Driving time from the end of a link to the beginning of another. */
    int millisBetween(int from, int to) {
        return millisTo(source[to])[target[from]];
    }

    private int[] millisTo(int node) {
        if (toNode[node] == null) {
            toNode[node] = graph.millisTo(node, RoadGraph.UNREACHABLE - 1);
        }
        return toNode[node];
    }

    /** The links from one to another, both of them driven whole. */
    int[] route(int from, int to) {
        int[] inner = inner(target[from], source[to]);
        int[] route = new int[inner.length + 2];
        route[0] = from;
        System.arraycopy(inner, 0, route, 1, inner.length);
        route[route.length - 1] = to;
        return route;
    }

    private int[] inner(int from, int to) {
        return ways == Ways.A_STAR ? aStar.route(from, to) : fastest(from, to);
    }

    private int[] fastest(int from, int to) {
        int[] left = millisTo(to);
        int[] links = new int[64];
        int count = 0;
        for (int node = from; node != to; node = target[links[count - 1]]) {
            if (count == links.length) {
                links = Arrays.copyOf(links, count * 2);
            }
            links[count++] = nextLink(node, left);
        }
        return Arrays.copyOf(links, count);
    }

    private int nextLink(int node, int[] left) {
        for (int i = firstOut[node]; i < firstOut[node + 1]; i++) {
            if (millis[out[i]] + left[target[out[i]]] == left[node]) {
                return out[i];
            }
        }
        throw new IllegalStateException("no way goes on from node " + node);
    }

    /** Length of a way in kilometres. */
    double kilometres(int[] route) {
        return Arrays.stream(route).mapToDouble(link -> metres[link]).sum() / 1_000;
    }

    /** Time of a way. */
    int millis(int[] route) {
        return Arrays.stream(route).map(link -> millis[link]).sum();
    }
}
