package robotaxi.dispatch.routing;

import java.util.Arrays;

/**
 * A compact directed road graph: arrays in compressed sparse row form. Immutable, shared freely between threads.
 *
 * <p>Weights are whole milliseconds, so that sums are exact and the same inputs give the same answer everywhere.
 */
public final class RoadGraph {
    /** No way. */
    public static final int UNREACHABLE = Integer.MAX_VALUE;

    private final int nodes;
    private final int[] inHead;
    private final int[] inFrom;
    private final int[] inMillis;

    private RoadGraph(int nodes, int[] inHead, int[] inFrom, int[] inMillis) {
        this.nodes = nodes;
        this.inHead = inHead;
        this.inFrom = inFrom;
        this.inMillis = inMillis;
    }

    /**
     * A graph of directed edges.
     *
     * @param from tail of each edge
     * @param to head of each edge
     * @param millis travel time of each edge, positive
     */
    public static RoadGraph of(int nodes, int[] from, int[] to, int[] millis) {
        int[] head = new int[nodes + 1];
        for (int node : to) {
            head[node + 1]++;
        }
        for (int i = 0; i < nodes; i++) {
            head[i + 1] += head[i];
        }
        int[] next = head.clone();
        int[] tails = new int[from.length];
        int[] times = new int[from.length];
        for (int e = 0; e < from.length; e++) {
            int slot = next[to[e]]++;
            tails[slot] = from[e];
            times[slot] = Math.max(1, millis[e]);
        }
        return new RoadGraph(nodes, head, tails, times);
    }

    /** Number of nodes. */
    public int nodes() {
        return nodes;
    }

    /**
     * Travel times from every node to one: Dijkstra on the reversed graph, cut off at a limit.
     *
     * @return milliseconds by node, {@link #UNREACHABLE} beyond the limit
     */
    public int[] millisTo(int target, int limitMillis) {
        int[] best = new int[nodes];
        Arrays.fill(best, UNREACHABLE);
        best[target] = 0;
        var queue = new LongHeap();
        queue.push(0L, target);
        while (!queue.isEmpty()) {
            long entry = queue.pop();
            int node = (int) entry;
            int millis = (int) (entry >>> 32);
            if (millis > best[node]) {
                continue;
            }
            for (int e = inHead[node]; e < inHead[node + 1]; e++) {
                long candidate = (long) millis + inMillis[e];
                if (candidate < best[inFrom[e]] && candidate <= limitMillis) {
                    best[inFrom[e]] = (int) candidate;
                    queue.push(candidate, inFrom[e]);
                }
            }
        }
        return best;
    }

    /** A binary heap of (key, node) packed into one long: key in the upper half, so that ties go by node. */
    private static final class LongHeap {
        private long[] entries = new long[256];
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        void push(long key, int node) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size * 2);
            }
            long entry = key << 32 | node;
            int i = size++;
            while (i > 0 && entries[(i - 1) / 2] > entry) {
                entries[i] = entries[(i - 1) / 2];
                i = (i - 1) / 2;
            }
            entries[i] = entry;
        }

        long pop() {
            long top = entries[0];
            long last = entries[--size];
            int i = 0;
            while (2 * i + 1 < size) {
                int child = 2 * i + 1;
                if (child + 1 < size && entries[child + 1] < entries[child]) {
                    child++;
                }
                if (entries[child] >= last) {
                    break;
                }
                entries[i] = entries[child];
                i = child;
            }
            entries[i] = last;
            return top;
        }
    }
}
