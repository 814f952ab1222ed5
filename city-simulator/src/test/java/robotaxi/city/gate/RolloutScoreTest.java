package robotaxi.city.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.city.gate.Series.Over;

class RolloutScoreTest {
    private static Series series(String name, Over over, double... values) {
        long[] micros = new long[values.length];
        boolean[] valid = new boolean[values.length];
        Arrays.fill(valid, true);
        for (int i = 0; i < values.length; i++) {
            micros[i] = i * 100_000L;
        }
        return new Series(name, micros, values, valid, over);
    }

    private static List<Series> quiet(double... progress) {
        double[] none = new double[progress.length];
        double[] relevant = new double[progress.length];
        Arrays.fill(relevant, 1, relevant.length, 1);
        double[] way = new double[progress.length];
        Arrays.fill(way, 100);
        return new ArrayList<>(List.of(
                series("eval_relevant", Over.MAX, relevant),
                series("collision_front", Over.MAX, none.clone()),
                series("collision_rear", Over.MAX, none.clone()),
                series("collision_lateral", Over.MAX, none.clone()),
                series("collision_any", Over.MAX, none.clone()),
                series("offroad", Over.MAX, none.clone()),
                series("dist_to_gt_trajectory", Over.MAX, none.clone()),
                series("gt_dist_traveled_m", Over.LAST, way),
                series("progress_rel_to_total", Over.LAST, progress)));
    }

    private static Series find(List<Series> all, String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void fourFifthsOfTheWayIsAll() {
        assertThat(RolloutScore.of(quiet(0, 0.2, 0.6)).score()).isCloseTo(0.75, within(1e-9));
        assertThat(RolloutScore.of(quiet(0, 0.2, 0.8)).score()).isCloseTo(1, within(1e-9));
        assertThat(RolloutScore.of(quiet(0, 0.2, 1)).score()).isCloseTo(1, within(1e-9));
    }

    @Test
    void hittingSomebodyInFrontIsNothingAtAll() {
        List<Series> all = quiet(0, 0.4, 0.8);
        find(all, "collision_front").values()[2] = 1;
        find(all, "collision_any").values()[2] = 1;
        RolloutScore score = RolloutScore.of(all);
        assertThat(score.score()).isZero();
        assertThat(score.metrics()).containsEntry("collision_at_fault", 1.0);
    }

    @Test
    void beingRunIntoEndsTheWayAndIsNoFault() {
        List<Series> all = quiet(0, 0.2, 0.4, 0.8);
        find(all, "collision_rear").values()[2] = 1;
        find(all, "collision_any").values()[2] = 1;
        RolloutScore score = RolloutScore.of(all);
        assertThat(score.metrics()).containsEntry("collision_at_fault", 0.0);
        assertThat(score.metrics()).containsEntry("offroad_or_collision", 1.0);
        assertThat(score.score()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void whatHappensAfterTheFirstIncidentDoesNotCount() {
        List<Series> all = quiet(0, 0.2, 0.4, 0.8);
        find(all, "collision_rear").values()[1] = 1;
        find(all, "collision_any").values()[1] = 1;
        find(all, "collision_front").values()[3] = 1;
        find(all, "collision_any").values()[3] = 1;
        assertThat(RolloutScore.of(all).metrics()).containsEntry("collision_at_fault", 0.0);
    }

    @Test
    void fourMetresOffTheRecordedPathEndTheWay() {
        List<Series> all = quiet(0, 0.2, 0.4, 0.8);
        find(all, "dist_to_gt_trajectory").values()[2] = 4.0;
        assertThat(RolloutScore.of(all).score()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void theWarmUpDoesNotCount() {
        List<Series> all = quiet(0, 0.4, 0.8);
        find(all, "offroad").values()[0] = 1;
        assertThat(RolloutScore.of(all).score()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aRecordedWayOfLessThanFiveMetresAsksForNoProgress() {
        List<Series> all = quiet(0, 0, 0);
        Arrays.fill(find(all, "gt_dist_traveled_m").values(), 4.9);
        assertThat(RolloutScore.of(all).score()).isEqualTo(1);
    }

    @Test
    void withoutMetricsThereIsNoScore() {
        assertThat(RolloutScore.of(List.of()).score()).isZero();
        List<Series> all = quiet(0, 0.4, 0.8);
        all.removeIf(one -> one.name().startsWith("collision"));
        assertThat(RolloutScore.of(all).score()).isZero();
    }

    @Test
    void aBlackPictureIsSaid() {
        List<Series> all = quiet(0, 0.4, 0.8);
        all.add(series("img_is_black", Over.MAX, 0, 1, 0));
        assertThat(RolloutScore.of(all).dark()).isTrue();
    }

    @Test
    void theMiddleOfAnEvenNumberIsBetweenTwo() {
        assertThat(series("x", Over.MEDIAN, 4, 1, 3, 2).reduced()).isEqualTo(2.5);
        assertThat(series("x", Over.LAST, 4, 1, 3, 2).reduced(0, 200_000)).isEqualTo(3);
        assertThat(series("x", Over.MEAN).reduced()).isNaN();
    }
}
