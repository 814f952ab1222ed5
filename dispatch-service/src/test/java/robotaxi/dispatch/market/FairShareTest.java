package robotaxi.dispatch.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairShareTest {
    @Test
    void whoIsAloneTakesAll() {
        var share = new FairShare("a", Set.of("a"), Map.of(), List.of("x", "y", "z"));
        assertThat(share.take()).containsExactlyInAnyOrder("x", "y", "z");
        assertThat(share.give()).isEmpty();
    }

    @Test
    void whatSomebodyHoldsIsNotTaken() {
        var share = new FairShare("a", Set.of("a", "b"), Map.of("x", "b"), List.of("x", "y"));
        assertThat(share.take()).containsExactly("y");
    }

    @Test
    void whoHasItsShareTakesNothing() {
        var share = new FairShare("a", Set.of("a", "b"), Map.of("x", "a"), List.of("x", "y"));
        assertThat(share.take()).isEmpty();
    }

    @Test
    void oneMoreThanAnotherIsFairTwoMoreAreNot() {
        assertThat(new FairShare("a", Set.of("a", "b"), Map.of("x", "a"), List.of("x")).give())
                .isEmpty();
        assertThat(new FairShare("a", Set.of("a", "b"), Map.of("x", "a", "y", "a"), List.of("x", "y")).give())
                .hasValue("y");
    }

    /** Instances come and die at random; all markets end up owned, and shared out evenly, within as many rounds as markets. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void inTheEndAllAreOwnedAndNobodyHasTwoMoreThanAnother(long seed) {
        var chance = new SplittableRandom(seed);
        int count = chance.nextInt(1, 30);
        List<String> markets =
                IntStream.range(0, count).mapToObj(i -> "market-" + i).toList();
        TreeSet<String> living = new TreeSet<>(Set.of("a"));
        Map<String, String> owners = new TreeMap<>();
        for (int change = 0; change < 20; change++) {
            String instance = "abcdef".substring(chance.nextInt(6)).substring(0, 1);
            if (living.contains(instance) && living.size() > 1) {
                living.remove(instance);
                owners.values().removeIf(instance::equals);
            } else {
                living.add(instance);
            }
            for (int round = 0; round < 2 * count + 2; round++) {
                living.forEach(self -> act(self, living, owners, markets));
            }
            assertThat(owners).as("all are owned after change %d", change).hasSize(count);
            var held = living.stream()
                    .mapToLong(self ->
                            owners.values().stream().filter(self::equals).count())
                    .summaryStatistics();
            assertThat(held.getMax() - held.getMin())
                    .as("difference after change %d", change)
                    .isLessThan(2);
        }
    }

    private static void act(String self, Set<String> living, Map<String, String> owners, List<String> markets) {
        var share = new FairShare(self, living, Map.copyOf(owners), markets);
        share.take().forEach(market -> owners.putIfAbsent(market, self));
        share.give().ifPresent(owners::remove);
    }
}
