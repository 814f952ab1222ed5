package robotaxi.dispatch.rebalancing;

import java.util.Arrays;
import robotaxi.dispatch.routing.LongHeap;

/**
 * A cheapest flow in a small network by successive shortest paths with potentials. Whole-number costs, ties by node: the same
 * network gives the same flow everywhere.
 *
 * <p>Source: Ahuja, Magnanti and Orlin, Network Flows (1993), section 9.7.
 */
final class MinCostFlow {
    private static final int NONE = -1;

    private final int[] firstArc;
    private final long[] potential;
    private final long[] distance;
    private final int[] arcInto;
    private final boolean[] isSettled;
    private int[] head = new int[64];
    private int[] nextArc = new int[64];
    private int[] room = new int[64];
    private long[] cost = new long[64];
    private int arcs;

    /** A network without arcs. */
    MinCostFlow(int nodes) {
        firstArc = new int[nodes];
        potential = new long[nodes];
        distance = new long[nodes];
        arcInto = new int[nodes];
        isSettled = new boolean[nodes];
        Arrays.fill(firstArc, NONE);
    }

    /**
     * Adds an arc.
     *
     * @param costPerUnit at least 0
     * @return its number, by which {@link #flow} is asked
     */
    int add(int from, int to, int capacity, long costPerUnit) {
        if (costPerUnit < 0 || capacity < 0) {
            throw new IllegalArgumentException("capacity " + capacity + " at cost " + costPerUnit + " is no arc");
        }
        int arc = arcs;
        half(from, to, capacity, costPerUnit);
        half(to, from, 0, -costPerUnit);
        return arc;
    }

    private void half(int from, int to, int capacity, long costPerUnit) {
        if (arcs == head.length) {
            head = Arrays.copyOf(head, arcs * 2);
            nextArc = Arrays.copyOf(nextArc, arcs * 2);
            room = Arrays.copyOf(room, arcs * 2);
            cost = Arrays.copyOf(cost, arcs * 2);
        }
        head[arcs] = to;
        room[arcs] = capacity;
        cost[arcs] = costPerUnit;
        nextArc[arcs] = firstArc[from];
        firstArc[from] = arcs++;
    }

    /** Sends as much as can be sent, as cheaply as that much can be. */
    void send(int source, int sink) {
        while (findPath(source, sink)) {
            int most = Integer.MAX_VALUE;
            for (int node = sink; node != source; node = head[arcInto[node] ^ 1]) {
                most = Math.min(most, room[arcInto[node]]);
            }
            for (int node = sink; node != source; node = head[arcInto[node] ^ 1]) {
                room[arcInto[node]] -= most;
                room[arcInto[node] ^ 1] += most;
            }
        }
    }

    /** What flows through an arc. */
    int flow(int arc) {
        return room[arc ^ 1];
    }

    /** What all flows cost together. */
    long totalCost() {
        long total = 0;
        for (int arc = 0; arc < arcs; arc += 2) {
            total += flow(arc) * cost[arc];
        }
        return total;
    }

    /**
     * What one more unit would cost from each node to the sink, after {@link #send}.
     *
     * @return by node, {@link Long#MAX_VALUE} where none would get there
     */
    long[] costTo(int sink) {
        long[] left = new long[potential.length];
        Arrays.fill(left, Long.MAX_VALUE);
        var heap = new LongHeap();
        left[sink] = 0;
        heap.push(sink);
        while (!heap.isEmpty()) {
            long entry = heap.pop();
            int node = (int) (entry & 0xFFFF);
            for (int arc = firstArc[node]; arc != NONE && entry >>> 16 == left[node]; arc = nextArc[arc]) {
                int from = head[arc];
                long reached = left[node] + cost[arc ^ 1] + potential[from] - potential[node];
                if (room[arc ^ 1] > 0 && reached < left[from]) {
                    left[from] = reached;
                    heap.push(reached << 16 | from);
                }
            }
        }
        for (int node = 0; node < left.length; node++) {
            left[node] += left[node] == Long.MAX_VALUE ? 0 : potential[sink] - potential[node];
        }
        return left;
    }

    /** Goes no further than to the sink: nodes beyond it keep their potentials, those before it get theirs below the sink's. */
    private boolean findPath(int source, int sink) {
        Arrays.fill(distance, Long.MAX_VALUE);
        Arrays.fill(isSettled, false);
        var heap = new LongHeap();
        distance[source] = 0;
        heap.push(source);
        while (!heap.isEmpty() && !isSettled[sink]) {
            int node = (int) (heap.pop() & 0xFFFF);
            if (!isSettled[node]) {
                isSettled[node] = true;
                relax(node, heap);
            }
        }
        if (distance[sink] == Long.MAX_VALUE) {
            return false;
        }
        for (int node = 0; node < potential.length; node++) {
            potential[node] += isSettled[node] ? distance[node] - distance[sink] : 0;
        }
        return true;
    }

    private void relax(int node, LongHeap heap) {
        for (int arc = firstArc[node]; arc != NONE; arc = nextArc[arc]) {
            int to = head[arc];
            long reached = distance[node] + cost[arc] + potential[node] - potential[to];
            if (room[arc] > 0 && reached < distance[to]) {
                distance[to] = reached;
                arcInto[to] = arc;
                heap.push(reached << 16 | to);
            }
        }
    }
}
