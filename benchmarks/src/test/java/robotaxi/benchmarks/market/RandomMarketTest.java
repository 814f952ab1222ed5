package robotaxi.benchmarks.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.benchmarks.market.RandomMarket.Pace;
import robotaxi.dispatch.routing.RoadGraph;

class RandomMarketTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theSameSeedDecidesTheSameAndTheJudgeAgrees(long seed) {
        var random = new Random(seed);
        int nodes = 80;
        RoadGraph roads = RoadGraph.of(
                nodes,
                random.ints(320, 0, nodes).toArray(),
                random.ints(320, 0, nodes).toArray(),
                random.ints(320, 1_000, 60_000).toArray());
        Pace pace = seed % 2 == 0 ? Pace.USUAL : Pace.DRAINING;
        var one = new RandomMarket(roads, 40, 30, pace, new SplittableRandom(seed));
        var two = new RandomMarket(roads, 40, 30, pace, new SplittableRandom(seed));
        for (int tick = 0; tick < 5; tick++) {
            var decided = one.tick();
            assertThat(decided).isEqualTo(two.tick());
            assertThat(decided.costMillis()).isEqualTo(one.leastCost());
            one.follow(decided);
            two.follow(decided);
        }
    }
}
