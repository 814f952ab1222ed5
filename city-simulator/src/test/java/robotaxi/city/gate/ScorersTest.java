package robotaxi.city.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.Carriageway;
import robotaxi.city.scene.RoadLine;

class ScorersTest {
    private static final Lanes LANES = new Lanes(List.of(new Carriageway(
            "main", RoadLine.from(new Pose(-100, 5.55, 0)).straight(400).build())));

    private static Series series(Trace trace, String name) {
        return Scorers.of(trace, LANES).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** We drive 1 m a moment, recorded is 2 m a moment; somebody stands 20 m ahead of where we begin. */
    private static Trace half() {
        return Traces.of(11, i -> Traces.at(i, 0), _ -> Traces.at(40, 0), i -> Traces.at(2.0 * i, 0));
    }

    @Test
    void progressIsThePartOfTheWholeRecordedWay() {
        Series progress = series(half(), "progress_rel_to_total");
        assertThat(progress.values()[5]).isCloseTo(5 / 20.0, within(1e-9));
        assertThat(progress.reduced()).isCloseTo(0.5, within(1e-9));
        assertThat(series(half(), "progress").values()).isEqualTo(progress.values());
    }

    @Test
    void relativeProgressIsMeasuredOnThePathSoFarAndTheFirstTwoAreOne() {
        Series relative = series(half(), "progress_rel");
        assertThat(relative.values()[0]).isEqualTo(1);
        assertThat(relative.values()[1]).isEqualTo(1);
        assertThat(relative.values()[4]).isCloseTo(0.5, within(1e-9));
        assertThat(relative.over()).isEqualTo(Series.Over.MIN);
    }

    @Test
    void theDistanceToThePathIsNotThatToThePlaceOfThatTime() {
        assertThat(series(half(), "dist_to_gt_trajectory").reduced()).isCloseTo(0, within(1e-9));
        assertThat(series(half(), "dist_to_gt_location").values()[1]).isZero();
        assertThat(series(half(), "dist_to_gt_location").reduced()).isCloseTo(10, within(1e-9));
        assertThat(series(half(), "dist_traveled_m").reduced()).isCloseTo(10, within(1e-9));
        assertThat(series(half(), "gt_dist_traveled_m").reduced()).isCloseTo(20, within(1e-9));
    }

    @Test
    void theNearestObstacleIsMeasuredBetweenTheRoundedBoxes() {
        // Middles 38.5 m apart at first, boxes 4.9 m long each.
        Series distance = series(half(), "min_distance_to_obstacle_m");
        assertThat(distance.values()[0]).isCloseTo(38.5 - 4.9, within(1e-9));
        assertThat(distance.reduced()).isCloseTo(28.5 - 4.9, within(1e-9));
    }

    @Test
    void whoRunsIntoSomebodyIsHitInFrontAndWhoIsRunIntoBehind() {
        Trace front = Traces.of(3, i -> Traces.at(i, 0), _ -> Traces.at(6, 0), i -> Traces.at(i, 0));
        assertThat(series(front, "collision_front").reduced()).isEqualTo(1);
        assertThat(series(front, "collision_rear").reduced()).isZero();
        Trace rear = Traces.of(3, _ -> Traces.at(0, 0), _ -> Traces.at(-3, 0), i -> Traces.at(i, 0));
        assertThat(series(rear, "collision_rear").reduced()).isEqualTo(1);
        assertThat(series(rear, "collision_front").reduced()).isZero();
        Trace side = Traces.of(3, _ -> Traces.at(0, 0), _ -> Traces.at(1.5, 1.8), i -> Traces.at(i, 0));
        assertThat(series(side, "collision_lateral").reduced()).isEqualTo(1);
        assertThat(series(side, "collision_any").reduced()).isEqualTo(1);
    }

    @Test
    void offTheRoadIsWhoTouchesItsEdgeAndNotWhoIsBeyond() {
        // The right edge lies at y = 5.55 - 7.4 = -1.85; half the shrunk width is 0.98.
        assertThat(offroad(-0.86)).isZero();
        assertThat(offroad(-0.88)).isEqualTo(1);
        assertThat(offroad(-5)).isZero();
        Trace inside = Traces.of(2, _ -> Traces.at(0, 0), _ -> Traces.at(50, 0), i -> Traces.at(i, 0));
        assertThat(series(inside, "min_distance_to_lane_boundary_m").reduced()).isCloseTo(1.85 - 0.98, within(1e-9));
    }

    private static double offroad(double y) {
        Trace trace = Traces.of(2, _ -> Traces.at(0, y), _ -> Traces.at(50, 0), i -> Traces.at(i, 0));
        return series(trace, "offroad").reduced();
    }

    @Test
    void theOtherSideOfTheRoadLeadsTheOtherWay() {
        Trace left = Traces.of(2, _ -> Traces.at(0, 8), _ -> Traces.at(50, 0), i -> Traces.at(i, 0));
        assertThat(series(left, "wrong_lane").reduced()).isEqualTo(1);
        assertThat(series(half(), "wrong_lane").reduced()).isZero();
    }

    private static Trace.Decision plan(long micros, double speed, double left) {
        List<TimedPose> plan = new ArrayList<>();
        for (int i = 0; i <= 64; i++) {
            plan.add(new TimedPose(micros + i * 100_000L, Traces.at(speed * i / 10, left)));
        }
        return new Trace.Decision(micros, plan, List.of(plan), "", true, false, 5);
    }

    @Test
    void aPlanThroughSomebodyIsAnOpenLoopCollision() {
        Trace trace = Traces.of(41, _ -> Traces.at(0, 0), _ -> Traces.at(20, 0), i -> Traces.at(i, 0));
        Trace planned = Traces.with(trace, List.of(plan(0, 10, 0), plan(0, 2, 0), plan(0, 10, 5)));
        assertThat(series(planned, "open_loop_collision").values()).containsExactly(1, 0, 0);
        assertThat(series(planned, "open_loop_collision").reduced()).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void theBestSampleCounts() {
        Trace trace = Traces.of(61, i -> Traces.at(i, 0), _ -> Traces.at(500, 0), i -> Traces.at(i, 0));
        Trace.Decision good = plan(0, 10, 0.5);
        Trace.Decision both = new Trace.Decision(
                0, good.plan(), List.of(good.plan(), plan(0, 10, 2).plan()), "", true, false, 5);
        Trace planned = Traces.with(trace, List.of(both));
        assertThat(series(planned, "min_ade@5.0s(gt)").reduced()).isCloseTo(0.5, within(1e-9));
        Trace none = Traces.with(trace, List.of(new Trace.Decision(0, good.plan(), List.of(), "", true, false, 5)));
        assertThat(series(none, "min_ade@1.0s(gt)").reduced()).isNaN();
    }

    @Test
    void plansThatDifferByAMetreEverywhereDeviateByAMetre() {
        Trace trace = Traces.of(5, i -> Traces.at(i, 0), _ -> Traces.at(500, 0), i -> Traces.at(i, 0));
        Trace planned = Traces.with(trace, List.of(plan(0, 0, 0), plan(100_000, 0, 1)));
        assertThat(series(planned, "plan_deviation").reduced()).isCloseTo(1, within(1e-9));
        assertThat(series(planned, "plan_deviation").valid()).containsExactly(false, true);
    }
}
