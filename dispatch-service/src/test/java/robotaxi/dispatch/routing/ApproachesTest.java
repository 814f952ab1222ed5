package robotaxi.dispatch.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApproachesTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static RoadGraph city(long seed, int nodes) {
        var random = new Random(seed);
        int edges = nodes * (1 + random.nextInt(3));
        return RoadGraph.of(
                nodes,
                random.ints(edges, 0, nodes).toArray(),
                random.ints(edges, 0, nodes).toArray(),
                random.ints(edges, 1, 30).map(i -> i * 100).toArray());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theNearestAreThoseThatASearchOfAllTimesFinds(long seed) {
        RoadGraph city = city(seed, 1_500);
        int target = new Random(seed).nextInt(city.nodes());
        int[] millis = city.millisTo(target, RoadGraph.UNREACHABLE - 1);
        int[] expected = IntStream.range(0, city.nodes())
                .filter(node -> millis[node] != RoadGraph.UNREACHABLE)
                .boxed()
                .sorted((a, b) -> millis[a] != millis[b] ? millis[a] - millis[b] : a - b)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int atLeast : new int[] {1, 300, city.nodes()}) {
            NearNodes near = city.nearest(target, atLeast);
            assertThat(near.size()).isGreaterThanOrEqualTo(Math.min(atLeast, expected.length));
            assertThat(near.isAll()).isEqualTo(near.size() == expected.length);
            for (int i = 0; i < near.size(); i++) {
                assertThat(near.node(i)).isEqualTo(expected[i]);
                assertThat(near.millis(i)).isEqualTo(millis[expected[i]]);
            }
        }
    }

    @Test
    void whatWasFoundOnceIsNotSearchedAgain() {
        RoadGraph city = city(1, 1_500);
        NearNodes some = city.nearest(7, 1);
        assertThat(city.nearest(7, some.size())).isSameAs(some);
        NearNodes all = city.nearest(7, city.nodes());
        assertThat(all.isAll()).isTrue();
        assertThat(city.nearest(7, 1)).isSameAs(all);
    }

    @Test
    void whatIsForgottenIsFoundAgain() {
        RoadGraph city = city(3, 400);
        var approaches = new Approaches(city, 1_000);
        long[][] first = IntStream.range(0, 40)
                .mapToObj(target -> times(approaches.to(target, city.nodes())))
                .toArray(long[][]::new);
        long[][] again = IntStream.range(0, 40)
                .mapToObj(target -> times(approaches.to(target, city.nodes())))
                .toArray(long[][]::new);
        assertThat(Arrays.deepEquals(first, again)).isTrue();
        assertThat(approaches.kept()).isLessThanOrEqualTo(1_000);
    }

    private static long[] times(NearNodes near) {
        return IntStream.range(0, near.size()).mapToLong(near::millis).toArray();
    }
}
