package robotaxi.city.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.city.gate.DriverResult.RolloutResult;
import robotaxi.city.gate.Promotion.Bars;

class PromotionTest {
    private static final Bars BARS = new Bars(0.8, 100, 7);

    private static RolloutResult rollout(int scene, double score, double fault, int contradictions) {
        return new RolloutResult(
                "scene-" + scene,
                0,
                "",
                score,
                Map.of("collision_at_fault", fault, "offroad", 0.0),
                100,
                contradictions,
                List.of(50.0));
    }

    private static DriverResult driver(double... scores) {
        List<RolloutResult> all = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            all.add(rollout(i, scores[i], scores[i] == 0 ? 1 : 0, 2));
        }
        return new DriverResult("release", all);
    }

    @Test
    void aGoodReleaseWithoutChampionPasses() {
        Promotion promotion = Promotion.judge(driver(1, 0.9, 0.8), Optional.empty(), BARS);
        assertThat(promotion.passed()).isTrue();
        assertThat(promotion.comparison()).isEmpty();
    }

    @Test
    void theScoreIsTheMeanOverScenes() {
        List<RolloutResult> all = List.of(rollout(0, 1, 0, 0), rollout(0, 0, 0, 0), rollout(1, 1, 0, 0));
        assertThat(new DriverResult("x", all).sceneScore()).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void theWayBetweenIncidentsIsThatOfAllRollouts() {
        RolloutResult good = new RolloutResult(
                "a", 0, "", 1, Map.of("dist_traveled_m", 300.0, "offroad_or_collision", 0.0), 0, 0, List.of());
        RolloutResult bad = new RolloutResult(
                "b", 0, "", 0, Map.of("dist_traveled_m", 100.0, "offroad_or_collision", 1.0), 0, 0, List.of());
        assertThat(new DriverResult("x", List.of(good, bad, good)).kilometresBetweenIncidents())
                .hasValue(0.7);
        assertThat(new DriverResult("x", List.of(good)).kilometresBetweenIncidents())
                .isEmpty();
    }

    @Test
    void aNewCollisionIsAReasonHoweverGoodTheRest() {
        Promotion promotion =
                Promotion.judge(driver(1, 1, 1, 1, 0, 1), Optional.of(driver(1, 0.2, 0.2, 0.2, 0.2, 0.2)), BARS);
        assertThat(promotion.reasons()).containsExactly("new at-fault collision or offroad in scene-4");
    }

    @Test
    void anOldCollisionIsNoNewReason() {
        Promotion promotion = Promotion.judge(driver(1, 1, 1, 1, 0, 1), Optional.of(driver(1, 1, 1, 1, 0, 1)), BARS);
        assertThat(promotion.passed()).isTrue();
    }

    @Test
    void whoIsClearlyWorseIsRefused() {
        double[] champion = new double[40];
        double[] challenger = new double[40];
        for (int i = 0; i < 40; i++) {
            champion[i] = 0.95;
            challenger[i] = i % 4 == 0 ? 0.8 : 0.9;
        }
        Promotion promotion = Promotion.judge(driver(challenger), Optional.of(driver(champion)), BARS);
        assertThat(promotion.passed()).isFalse();
        assertThat(promotion.reasons().getFirst()).startsWith("worse than the champion by 0.075");
        assertThat(promotion.comparison().orElseThrow().high()).isNegative();
    }

    @Test
    void chanceAloneIsNoReason() {
        double[] champion = {1, 0.8, 1, 0.8, 1, 0.8};
        double[] challenger = {0.8, 1, 0.8, 1, 0.8, 0.9};
        assertThat(Promotion.judge(driver(challenger), Optional.of(driver(champion)), BARS)
                        .passed())
                .isTrue();
    }

    @Test
    void aRolloutThatFailedOrHasNoMetricsIsAReason() {
        List<RolloutResult> all = new ArrayList<>(driver(1, 1, 1, 1, 1).rollouts());
        all.add(new RolloutResult("scene-9", 0, "", 1, Map.of(), 0, 0, List.of()));
        Promotion promotion = Promotion.judge(new DriverResult("x", all), Optional.empty(), BARS);
        assertThat(promotion.reasons()).containsExactly("1 rollouts failed or have no metrics");
    }

    @Test
    void wordsThatAgreeLessOftenAreAReason() {
        DriverResult vague = new DriverResult("x", List.of(rollout(0, 1, 0, 20), rollout(1, 1, 0, 20)));
        Promotion promotion = Promotion.judge(vague, Optional.of(driver(1, 1)), BARS);
        assertThat(promotion.reasons())
                .containsExactly("words and plan agree in 0.800 of the decisions, the champion's in 0.980");
    }

    @Test
    void aSlowDriverIsRefused() {
        RolloutResult slow =
                new RolloutResult("scene-0", 0, "", 1, Map.of("collision_at_fault", 0.0), 1, 0, List.of(101.0));
        assertThat(Promotion.judge(new DriverResult("x", List.of(slow)), Optional.empty(), BARS)
                        .reasons())
                .containsExactly("99 of 100 decisions come within 101 ms, not within 100 ms");
    }

    @Test
    void theIntervalIsTheSameForTheSameSeedAndHoldsTheMean() {
        double[] differences = {0.1, -0.2, 0.3, 0, 0.1, 0.2};
        PairedBootstrap one = PairedBootstrap.of(differences, 3);
        assertThat(one).isEqualTo(PairedBootstrap.of(differences, 3));
        assertThat(one.mean()).isCloseTo(0.5 / 6, within(1e-9));
        assertThat(one.low()).isLessThan(one.mean());
        assertThat(one.high()).isGreaterThan(one.mean());
    }
}
