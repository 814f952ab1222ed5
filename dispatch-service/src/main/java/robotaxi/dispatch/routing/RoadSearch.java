package robotaxi.dispatch.routing;

/**
 * A search by travel time that gives the nodes one after the other, nearest first (Dijkstra). Its memory is used again from
 * search to search: marks with the number of the search stand for clearing it, so a search costs what it touches. For one
 * thread at a time.
 */
public final class RoadSearch {
    /** No node is left within the limit. */
    public static final int DONE = -1;

    private final RoadGraph.Star star;
    private final int[] best;
    private final int[] mark;
    private final LongHeap heap = new LongHeap();
    private int search;
    private int limitMillis;
    private int millis;

    private RoadSearch(int nodes, RoadGraph.Star star) {
        this.star = star;
        this.best = new int[nodes];
        this.mark = new int[nodes];
    }

    /** A search against the direction of travel: from where one can come. */
    public static RoadSearch against(RoadGraph graph) {
        return new RoadSearch(graph.nodes(), graph.against());
    }

    /** Begins anew at several nodes at once; nothing beyond the limit is found. */
    public void start(int[] nodes, int limit) {
        heap.clear();
        search++;
        limitMillis = limit;
        for (int node : nodes) {
            reach(node, 0);
        }
    }

    /** The next nearest node, or {@link #DONE}; of equally near ones that with the least number. */
    public int next() {
        while (!heap.isEmpty()) {
            long entry = heap.pop();
            int node = (int) entry;
            millis = (int) (entry >>> 32);
            if (millis == best[node]) {
                best[node]--;
                spread(node);
                return node;
            }
        }
        return DONE;
    }

    /** Travel time of the node that {@link #next} gave last, in milliseconds. */
    public int millis() {
        return millis;
    }

    private void spread(int node) {
        for (int e = star.first(node); e < star.first(node + 1); e++) {
            long reached = (long) millis + star.millis(e);
            if (reached <= limitMillis) {
                reach(star.other(e), (int) reached);
            }
        }
    }

    private void reach(int node, int reached) {
        if (mark[node] != search || reached < best[node]) {
            mark[node] = search;
            best[node] = reached;
            heap.push((long) reached << 32 | node);
        }
    }
}
