package robotaxi.dispatch.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoadGraphTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void timesAreThoseOfTheNaiveWay(long seed) {
        var random = new Random(seed);
        int nodes = 2 + random.nextInt(80);
        int edges = random.nextInt(nodes * 4);
        int[] from = random.ints(edges, 0, nodes).toArray();
        int[] to = random.ints(edges, 0, nodes).toArray();
        int[] millis = random.ints(edges, 1, 5_000).toArray();
        int target = random.nextInt(nodes);
        int limit = random.nextInt(30_000);
        assertThat(RoadGraph.of(nodes, from, to, millis).millisTo(target, limit))
                .isEqualTo(naive(nodes, from, to, millis, target, limit));
    }

    /** Relaxes every edge until nothing changes (Bellman and Ford). */
    private static int[] naive(int nodes, int[] from, int[] to, int[] millis, int target, int limit) {
        long[] best = new long[nodes];
        Arrays.fill(best, Long.MAX_VALUE / 2);
        best[target] = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int e = 0; e < from.length; e++) {
                if (best[to[e]] + millis[e] < best[from[e]]) {
                    best[from[e]] = best[to[e]] + millis[e];
                    changed = true;
                }
            }
        }
        return Arrays.stream(best)
                .mapToInt(time -> time <= limit ? (int) time : RoadGraph.UNREACHABLE)
                .toArray();
    }

    @Test
    void aRoadLeadsOnlyOneWay() {
        RoadGraph graph = RoadGraph.of(2, new int[] {0}, new int[] {1}, new int[] {500});
        assertThat(graph.millisTo(1, 1_000)).containsExactly(500, 0);
        assertThat(graph.millisTo(0, 1_000)).containsExactly(0, RoadGraph.UNREACHABLE);
    }

    @Test
    void theLimitItselfIsStillWithin() {
        RoadGraph graph = RoadGraph.of(2, new int[] {0}, new int[] {1}, new int[] {500});
        assertThat(graph.millisTo(1, 500)[0]).isEqualTo(500);
        assertThat(graph.millisTo(1, 499)[0]).isEqualTo(RoadGraph.UNREACHABLE);
    }
}
