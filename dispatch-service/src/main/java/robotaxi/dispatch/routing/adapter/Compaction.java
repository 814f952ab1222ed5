package robotaxi.dispatch.routing.adapter;

import com.graphhopper.routing.ev.BooleanEncodedValue;
import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.util.AllEdgesIterator;
import com.graphhopper.storage.BaseGraph;
import java.util.Arrays;
import robotaxi.dispatch.routing.RoadGraph;

/** Makes the graph for many-to-many travel times of GraphHopper's: what a car may use, in the time that it takes. */
final class Compaction {
    private static final int MILLIS_PER_HOUR_AND_KILOMETRE = 3_600;

    private final int[] from;
    private final int[] to;
    private final int[] millis;
    private int count;

    private Compaction(int most) {
        from = new int[most];
        to = new int[most];
        millis = new int[most];
    }

    static RoadGraph of(
            BaseGraph base, BooleanEncodedValue access, BooleanEncodedValue barred, DecimalEncodedValue speed) {
        var compaction = new Compaction(2 * base.getEdges());
        AllEdgesIterator edge = base.getAllEdges();
        while (edge.next()) {
            if (!edge.get(barred) && edge.get(access)) {
                compaction.add(edge.getBaseNode(), edge.getAdjNode(), edge.getDistance(), edge.get(speed));
            }
            if (!edge.get(barred) && edge.getReverse(access)) {
                compaction.add(edge.getAdjNode(), edge.getBaseNode(), edge.getDistance(), edge.getReverse(speed));
            }
        }
        return compaction.graph(base.getNodes());
    }

    private void add(int tail, int head, double metres, double kilometresPerHour) {
        from[count] = tail;
        to[count] = head;
        millis[count++] = (int) Math.round(metres * MILLIS_PER_HOUR_AND_KILOMETRE / kilometresPerHour);
    }

    private RoadGraph graph(int nodes) {
        return RoadGraph.of(nodes, Arrays.copyOf(from, count), Arrays.copyOf(to, count), Arrays.copyOf(millis, count));
    }
}
