package robotaxi.dispatch.routing;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who is near a place, kept for whoever asks next: rides stay open for many ticks, and many begin at the same corners. Safe for
 * many threads: what two of them find at the same time is the same.
 */
final class Approaches {
    /** Entries kept in all, at 8 bytes each; when there are more, lists go in turn, and are found again by those who need them. */
    private static final long MOST_KEPT = 1 << 23;

    private static final int FEWEST = 256;
    private static final int WIDER = 4;

    private final RoadGraph graph;
    private final long mostKept;
    private final AtomicReferenceArray<@Nullable NearNodes> lists;
    private long kept;
    private int hand;

    Approaches(RoadGraph graph) {
        this(graph, MOST_KEPT);
    }

    Approaches(RoadGraph graph, long mostKept) {
        this.graph = graph;
        this.mostKept = mostKept;
        this.lists = new AtomicReferenceArray<>(graph.nodes());
    }

    /** At least so many, or all that there are. */
    NearNodes to(int target, int atLeast) {
        NearNodes known = lists.get(target);
        if (known != null && (known.isAll() || known.size() >= atLeast)) {
            return known;
        }
        NearNodes found = search(target, Math.max(FEWEST, WIDER * atLeast));
        keep(target, found);
        return found;
    }

    /** How many entries are kept. */
    synchronized long kept() {
        return kept;
    }

    private synchronized void keep(int target, NearNodes found) {
        kept += found.size() - sizeOf(lists.getAndSet(target, found));
        while (kept > mostKept) {
            kept -= sizeOf(lists.getAndSet(hand, null));
            hand = (hand + 1) % lists.length();
        }
    }

    private static int sizeOf(@Nullable NearNodes list) {
        return list == null ? 0 : list.size();
    }

    private NearNodes search(int target, int most) {
        long[] entries = new long[Math.min(most, graph.nodes())];
        RoadSearch search = RoadSearch.against(graph);
        search.start(new int[] {target}, RoadGraph.UNREACHABLE - 1);
        int count = 0;
        int node = search.next();
        while (node != RoadSearch.DONE && count < entries.length) {
            entries[count++] = (long) search.millis() << 32 | node;
            node = search.next();
        }
        return new NearNodes(Arrays.copyOf(entries, count), node == RoadSearch.DONE);
    }
}
