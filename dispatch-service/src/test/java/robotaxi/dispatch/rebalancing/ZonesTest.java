package robotaxi.dispatch.rebalancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.dispatch.routing.RoadGraph;

class ZonesTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachNodeBelongsToTheCentreThatItReachesFirst(long seed) {
        var random = new Random(seed);
        int nodes = 60;
        int[] from = random.ints(240, 0, nodes).toArray();
        int[] to = random.ints(240, 0, nodes).toArray();
        RoadGraph roads = RoadGraph.of(nodes, from, to, random.ints(240, 1, 900).toArray());
        Zones zones = Zones.of(roads, 8);
        assertThat(zones.count()).isEqualTo(8);
        for (int zone = 0; zone < zones.count(); zone++) {
            int[] toThis = roads.millisTo(zones.centreOf(zone), Integer.MAX_VALUE - 1);
            for (int node = 0; node < nodes; node++) {
                int own = zones.centreOf(zones.zoneOf(node));
                assertThat(roads.millisTo(own, Integer.MAX_VALUE - 1)[node]).isLessThanOrEqualTo(toThis[node]);
            }
            assertThat(zones.millis(0, zone)).isEqualTo(toThis[zones.centreOf(0)]);
        }
    }

    @Test
    void whereNoRoadLeadsFromThereIsNoMiddle() {
        // Nodes 0 and 1 hang together, and so do 2 to 9, a street.
        int[] from = {0, 1, 2, 3, 4, 5, 6, 7, 8, 3, 4, 5, 6, 7, 8, 9};
        int[] to = {1, 0, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8};
        int[] millis = new int[from.length];
        Arrays.fill(millis, 1_000);
        Zones zones = Zones.of(RoadGraph.of(10, from, to, millis), 3);
        assertThat(IntStream.range(0, zones.count()).map(zones::centreOf)).allMatch(node -> node >= 2);
        assertThat(zones.millis(0, 1)).isNotEqualTo(RoadGraph.UNREACHABLE);
        assertThat(Zones.of(RoadGraph.of(10, from, to, millis), 20).count()).isEqualTo(8);
    }
}
