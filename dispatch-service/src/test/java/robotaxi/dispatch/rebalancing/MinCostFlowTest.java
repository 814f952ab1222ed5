package robotaxi.dispatch.rebalancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MinCostFlowTest {
    private static final int INNER = 8;

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** The cheapest way to give each of some takers one of some things, by trying all. */
    private static long leastCost(long[][] cost, int taker, int given) {
        if (taker == cost.length) {
            return 0;
        }
        long least = Long.MAX_VALUE / 2;
        for (int thing = 0; thing < cost[taker].length; thing++) {
            if ((given & 1 << thing) == 0) {
                least = Math.min(least, cost[taker][thing] + leastCost(cost, taker + 1, given | 1 << thing));
            }
        }
        return least;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noFlowIsCheaper(long seed) {
        var random = new Random(seed);
        int takers = 1 + random.nextInt(6);
        int things = takers + random.nextInt(3);
        long[][] cost = new long[takers][];
        var flow = new MinCostFlow(2 + takers + things);
        for (int taker = 0; taker < takers; taker++) {
            flow.add(0, 2 + taker, 1, 0);
            cost[taker] = random.longs(things, 0, 30).toArray();
            for (int thing = 0; thing < things; thing++) {
                flow.add(2 + taker, 2 + takers + thing, 1, cost[taker][thing]);
            }
        }
        for (int thing = 0; thing < things; thing++) {
            flow.add(2 + takers + thing, 1, 1, 0);
        }
        flow.send(0, 1);
        assertThat(flow.totalCost()).isEqualTo(leastCost(cost, 0, 0));
    }

    /** One more unit from anywhere costs what the whole is dearer by if it is there from the beginning. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneMoreUnitCostsWhatItMakesTheWholeDearerBy(long seed) {
        int from = 2 + (int) (seed % INNER);
        MinCostFlow without = random(seed, -1);
        MinCostFlow with = random(seed, from);
        without.send(0, 1);
        with.send(0, 1);
        assertThat(without.costTo(1)[from]).isEqualTo(with.totalCost() - without.totalCost());
    }

    /** Units that come in at random places, ways between them, and more room at the end than there are units. */
    private static MinCostFlow random(long seed, int more) {
        var random = new Random(seed);
        var flow = new MinCostFlow(2 + INNER);
        for (int node = 2; node < 2 + INNER; node++) {
            flow.add(0, node, random.nextInt(3) + (node == more ? 1 : 0), 0);
            flow.add(node, 1, random.nextInt(2), random.nextInt(20));
            flow.add(node, 1, 100, 60 + random.nextInt(40));
        }
        for (int way = 0; way < 4 * INNER; way++) {
            flow.add(2 + random.nextInt(INNER), 2 + random.nextInt(INNER), random.nextInt(4), random.nextInt(15));
        }
        return flow;
    }

    @Test
    void asMuchFlowsAsFitsAndTheCheapWayFirst() {
        var flow = new MinCostFlow(3);
        int cheap = flow.add(0, 1, 3, 1);
        int dear = flow.add(0, 1, 10, 5);
        int rest = flow.add(1, 2, 7, 0);
        flow.send(0, 2);
        assertThat(Arrays.asList(flow.flow(cheap), flow.flow(dear), flow.flow(rest)))
                .containsExactly(3, 4, 7);
        assertThat(flow.totalCost()).isEqualTo(3 + 4 * 5);
    }
}
