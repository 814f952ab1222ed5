package robotaxi.dispatch.routing;

import java.util.Arrays;

/**
 * A compact directed road graph: arrays in compressed sparse row form, against the edges. Immutable, shared freely between
 * threads; whoever searches it has a {@link RoadSearch} of its own, and what is near a node is found once.
 *
 * <p>Weights are whole milliseconds, so that sums are exact and the same inputs give the same answer everywhere.
 */
public final class RoadGraph {
    /** No way. */
    public static final int UNREACHABLE = Integer.MAX_VALUE;

    private final int nodes;
    private final Star against;
    private final int roadsFingerprint;
    private final int fingerprint;
    private final Approaches approaches;

    /** The edges at each node: those of node n lie from {@code head[n]} up to {@code head[n + 1]}. */
    static final class Star {
        private final int[] head;
        private final int[] other;
        private final int[] millis;

        private Star(int[] head, int[] other, int[] millis) {
            this.head = head;
            this.other = other;
            this.millis = millis;
        }

        private static Star of(int nodes, int[] near, int[] far, int[] millis) {
            int[] head = new int[nodes + 1];
            for (int node : near) {
                head[node + 1]++;
            }
            for (int i = 0; i < nodes; i++) {
                head[i + 1] += head[i];
            }
            int[] next = head.clone();
            int[] other = new int[near.length];
            int[] times = new int[near.length];
            for (int e = 0; e < near.length; e++) {
                int slot = next[near[e]]++;
                other[slot] = far[e];
                times[slot] = Math.max(1, millis[e]);
            }
            return new Star(head, other, times);
        }

        int first(int node) {
            return head[node];
        }

        int other(int edge) {
            return other[edge];
        }

        int millis(int edge) {
            return millis[edge];
        }

        private int roads() {
            return 31 * Arrays.hashCode(head) + Arrays.hashCode(other);
        }

        private int roadsAndTimes() {
            return 31 * roads() + Arrays.hashCode(millis);
        }
    }

    private RoadGraph(int nodes, Star against) {
        this.nodes = nodes;
        this.against = against;
        this.roadsFingerprint = against.roads();
        this.fingerprint = against.roadsAndTimes();
        this.approaches = new Approaches(this);
    }

    /**
     * A graph of directed edges.
     *
     * @param from tail of each edge
     * @param to head of each edge
     * @param millis travel time of each edge, positive
     */
    public static RoadGraph of(int nodes, int[] from, int[] to, int[] millis) {
        return new RoadGraph(nodes, Star.of(nodes, to, from, millis));
    }

    /** Number of nodes. */
    public int nodes() {
        return nodes;
    }

    /** Two graphs with the same roads and times have the same; two others hardly ever. */
    public int fingerprint() {
        return fingerprint;
    }

    /** Two graphs with the same roads have the same, whatever the times are. */
    public int roadsFingerprint() {
        return roadsFingerprint;
    }

    /** Edges against the direction of travel. */
    Star against() {
        return against;
    }

    /** At least so many of the nodes nearest to one by the way to it, that one first; fewer if no more lead there. */
    public NearNodes nearest(int target, int atLeast) {
        return approaches.to(target, atLeast);
    }

    /** A list that holds its i-th node too, if so many lead there: the one that is given, or a longer one. */
    public NearNodes reaching(NearNodes near, int i) {
        return i < near.size() || near.isAll() ? near : nearest(near.node(0), i + 1);
    }

    /** Travel time from one node to another in milliseconds, {@link #UNREACHABLE} beyond the limit. Costs what lies nearer. */
    public int millisBetween(int from, int to, int limitMillis) {
        NearNodes near = nearest(to, 1);
        for (int i = 0; ; i++) {
            near = reaching(near, i);
            if (i == near.size() || near.millis(i) > limitMillis) {
                return UNREACHABLE;
            }
            if (near.node(i) == from) {
                return near.millis(i);
            }
        }
    }

    /**
     * Travel times from every node to one: Dijkstra against the edges, cut off at a limit.
     *
     * @return milliseconds by node, {@link #UNREACHABLE} beyond the limit
     */
    public int[] millisTo(int target, int limitMillis) {
        return millisToNearest(new int[] {target}, limitMillis);
    }

    /**
     * Travel times from every node to the nearest of some, a charger for instance.
     *
     * @return milliseconds by node, {@link #UNREACHABLE} beyond the limit
     */
    public int[] millisToNearest(int[] targets, int limitMillis) {
        int[] best = new int[nodes];
        Arrays.fill(best, UNREACHABLE);
        RoadSearch search = RoadSearch.against(this);
        search.start(targets, limitMillis);
        for (int node = search.next(); node != RoadSearch.DONE; node = search.next()) {
            best[node] = search.millis();
        }
        return best;
    }
}
