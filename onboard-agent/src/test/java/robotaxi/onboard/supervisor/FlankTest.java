package robotaxi.onboard.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import robotaxi.onboard.mission.RouteLine;

/** Somebody comes into the car's side. Places and speeds are those along the road and to its left. */
class FlankTest {
    private static final double START = 60;
    private static final RouteLine STRAIGHT = road(0);
    private static final RouteLine RIGHT_BEND = road(-0.015);

    private static RouteLine road(double curvature) {
        int n = 120;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] limits = new double[n - 1];
        for (int i = 1; i < n; i++) {
            x[i] = x[i - 1] + 2 * Math.cos(curvature * 2 * i);
            y[i] = y[i - 1] + 2 * Math.sin(curvature * 2 * i);
        }
        Arrays.fill(limits, 13);
        return RouteLine.of(x, y, limits);
    }

    private static Pose2 at(RouteLine road, double s, double d, double yaw) {
        double way = road.headingAt(s);
        return new Pose2(road.xAt(s) - d * Math.sin(way), road.yAt(s) + d * Math.cos(way), way + yaw);
    }

    /** Seen so far ahead of our rear axle. */
    private static Track other(
            RouteLine road, String kind, double length, double width, double ahead, double d, double vs, double vd) {
        Pose2 pose = at(road, START + ahead, d, 0);
        return new Track(
                kind,
                pose.x(),
                pose.y(),
                vs * Math.cos(pose.yaw()) - vd * Math.sin(pose.yaw()),
                vs * Math.sin(pose.yaw()) + vd * Math.cos(pose.yaw()),
                length,
                width,
                kind);
    }

    private static Track car(RouteLine road, double ahead, double d, double vs, double vd) {
        return other(road, "car", 4.6, 1.9, ahead, d, vs, vd);
    }

    private static Assessment assess(RouteLine road, double left, double yaw, double speed, Track... tracks) {
        Pose2 pose = at(road, START, left, yaw);
        return Assessment.of(
                new EgoState(0, pose, 0, speed, 0, 0),
                road,
                road.project(pose.x(), pose.y(), 0, road.lengthMetres()),
                List.of(tracks));
    }

    private static double acceleration(Trajectory plan) {
        return (plan.speed()[1] - plan.speed()[0]) / Trajectory.STEP_SECONDS;
    }

    @ParameterizedTest(name = "{0} m ahead, {1} m to the left")
    @CsvSource({"10.6, 2.9, 10.3, -0.8", "5.9, -2.9, 12.8, 1.0"})
    void whoComesInOnABendIsBrakedForAsOnAStraightRoad(double ahead, double left, double along, double across) {
        for (RouteLine road : List.of(STRAIGHT, RIGHT_BEND)) {
            Track comes = car(road, ahead, left, along, across);
            Track keepsLane = car(road, ahead, left, along, 0);

            assertThat(acceleration(assess(road, 0, 0, 12.5, comes).fallback())).isLessThan(-4);
            assertThat(acceleration(assess(road, 0, 0, 12.5, keepsLane).fallback()))
                    .isGreaterThan(-1);
        }
    }

    @Test
    void aCarThatStopsAnywayStopsBeforeSomebodyWalksIntoItsSide() {
        Track walker = other(STRAIGHT, "pedestrian", 0.5, 0.6, 2.4, -2.4, 0, 0.94);
        Assessment now = assess(STRAIGHT, 0, 0, 4.6, walker);

        assertThat(acceleration(now.fallback())).as("past before he is there").isPositive();
        assertThat(acceleration(now.minimalRisk(Rung.COMFORT_STOP)))
                .as("a gentle stop would end where he goes")
                .isLessThan(-6);
        assertThat(acceleration(now.comfortableStop()))
                .as("a gentler one is past him")
                .isGreaterThan(-2);
    }

    @Test
    void aCarThatSlowsDownBehindAnotherStopsBeforeOneWhoComesIntoItsRearHalf() {
        Track queue = car(STRAIGHT, 12.5, 0, 0, 0);
        Track comes = car(STRAIGHT, -1.2, -2.95, 1.3, 0.39);

        assertThat(acceleration(assess(STRAIGHT, 0, 0, 3.2, queue).fallback())).isBetween(-4.0, -0.5);
        assertThat(acceleration(assess(STRAIGHT, 0, 0, 3.2, queue, comes).fallback()))
                .isLessThan(-6);
        assertThat(acceleration(assess(STRAIGHT, 0, 0, 8, comes).fallback()))
                .as("who is behind a car that goes on sees it")
                .isGreaterThan(-1);
    }

    @Test
    void aSlowCarStopsForOneWhoComesTowardsItAndDriftsOver() {
        Track drifts = car(STRAIGHT, 8.2, 3.07, -6.9, -0.75);

        assertThat(acceleration(assess(STRAIGHT, 0, 0, 1, drifts).fallback())).isLessThan(-2);
        assertThat(acceleration(assess(STRAIGHT, 0, 0, 1, car(STRAIGHT, 8.2, 3.07, -6.9, 0))
                        .fallback()))
                .isPositive();
    }

    @Test
    void aFastCarIsPastOneWhoComesTowardsItAndDriftsOverAndDoesNotStopBesideHim() {
        Track drifts = car(STRAIGHT, 12.7, 3.0, -8.7, -0.76);

        assertThat(acceleration(assess(STRAIGHT, 0, 0, 11, drifts).fallback())).isGreaterThan(-1);
    }

    @Test
    void aCarBesideItsLaneDoesNotComeBackWhileSomebodyComesFromTheOtherSide() {
        Track drifts = car(STRAIGHT, 14.6, 3.1, -7.4, -0.72);

        assertThat(left(assess(STRAIGHT, -0.8, 0, 8).fallback(), 15)).isGreaterThan(-0.5);
        assertThat(left(assess(STRAIGHT, -0.8, 0, 8, drifts).fallback(), 15)).isLessThan(-0.7);
    }

    private static double left(Trajectory plan, int step) {
        return STRAIGHT.project(plan.x()[step], plan.y()[step], 0, STRAIGHT.lengthMetres())
                .lateralMetres();
    }
}
