package robotaxi.dispatch.rebalancing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import robotaxi.dispatch.routing.RoadGraph;

/**
 * A market cut into zones by the road: each node belongs to the centre that it reaches first, and each new centre is the node
 * that is farthest from all before it (Gonzalez, Theoretical Computer Science 38, 1985). Rivers and one-way streets are
 * respected by themselves. Immutable.
 */
public final class Zones {
    private static final int NEIGHBOURS = 8;
    private static final int ATTEMPTS = 16;

    private final int[] zoneOf;
    private final int[] centre;
    private final int[][] millis;
    private final int[][] neighbours;

    private Zones(int[] zoneOf, int[] centre, int[][] millis) {
        this.zoneOf = zoneOf;
        this.centre = centre;
        this.millis = millis;
        this.neighbours =
                IntStream.range(0, centre.length).mapToObj(this::nearest).toArray(int[][]::new);
    }

    private int[] nearest(int zone) {
        return IntStream.range(0, centre.length)
                .boxed()
                .filter(other -> other != zone && millis[zone][other] != RoadGraph.UNREACHABLE)
                .sorted(Comparator.comparingInt(other -> millis[zone][other]))
                .limit(NEIGHBOURS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Cuts a road graph, which has at least one node, into so many zones, or fewer if fewer nodes hang together. */
    public static Zones of(RoadGraph roads, int most) {
        int[] zoneOf = new int[roads.nodes()];
        int first = wellReached(roads);
        // Who cannot get there, a car park without a gate or a piece of another map, is far from everything and no
        // middle.
        int[] nearest = roads.millisTo(first, RoadGraph.UNREACHABLE - 1);
        int count = (int) Math.min(
                most,
                Arrays.stream(nearest)
                        .filter(way -> way != RoadGraph.UNREACHABLE)
                        .count());
        int[] centre = new int[count];
        int[][] toCentre = new int[count][];
        for (int zone = 0; zone < count; zone++) {
            centre[zone] = zone == 0 ? first : farthest(nearest);
            toCentre[zone] = roads.millisTo(centre[zone], RoadGraph.UNREACHABLE - 1);
            for (int node = 0; node < nearest.length; node++) {
                if (toCentre[zone][node] < nearest[node]) {
                    nearest[node] = toCentre[zone][node];
                    zoneOf[node] = zone;
                }
            }
        }
        int[][] millis = new int[count][count];
        for (int from = 0; from < count; from++) {
            for (int to = 0; to < count; to++) {
                millis[from][to] = toCentre[to][centre[from]];
            }
        }
        return new Zones(zoneOf, centre, millis);
    }

    /** The first node tried that half of all nodes lead to, or the best of those tried. */
    private static int wellReached(RoadGraph roads) {
        int best = 0;
        long most = 0;
        for (int attempt = 0; attempt < ATTEMPTS && 2 * most < roads.nodes(); attempt++) {
            int node = (int) ((long) roads.nodes() * attempt / ATTEMPTS);
            long reached = Arrays.stream(roads.millisTo(node, RoadGraph.UNREACHABLE - 1))
                    .filter(way -> way != RoadGraph.UNREACHABLE)
                    .count();
            if (reached > most) {
                most = reached;
                best = node;
            }
        }
        return best;
    }

    private static int farthest(int[] nearest) {
        int node = -1;
        for (int i = 0; i < nearest.length; i++) {
            if (nearest[i] != RoadGraph.UNREACHABLE && (node < 0 || nearest[i] > nearest[node])) {
                node = i;
            }
        }
        return node;
    }

    /** How many there are. */
    public int count() {
        return centre.length;
    }

    /** The zone of a road node. */
    public int zoneOf(int node) {
        return zoneOf[node];
    }

    /** The road node in a zone's middle. */
    public int centreOf(int zone) {
        return centre[zone];
    }

    /** Travel time between the middles of two zones, {@link RoadGraph#UNREACHABLE} if there is no way. */
    public int millis(int from, int to) {
        return millis[from][to];
    }

    /** The zones that a zone's middle reaches first, nearest first. */
    int[] neighbours(int zone) {
        return neighbours[zone];
    }
}
