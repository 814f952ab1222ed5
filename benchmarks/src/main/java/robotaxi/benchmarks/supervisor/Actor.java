package robotaxi.benchmarks.supervisor;

import robotaxi.onboard.mission.RouteLine;

/**
 * Somebody else on the road, whose way is fixed before the run: place along the road and to its left, metres, and speeds, every
 * {@link #STEP_SECONDS}.
 *
 * @param kind as the radar names it
 */
@SuppressWarnings("ArrayRecordComponent") // written once by the scenario, read by the run; never compared
record Actor(String kind, double length, double width, double[] s, double[] d, double[] vs, double[] vd) {
    static final double STEP_SECONDS = 0.02;
    private static final double STEEPEST = 0.3;

    int steps() {
        return s.length;
    }

    /** Its box at a step. */
    Box box(RouteLine road, int step) {
        int i = Math.min(step, s.length - 1);
        double way = road.headingAt(s[i]);
        boolean walks = kind.equals("pedestrian");
        // A car changes lanes at a small angle, and keeps it when it stops.
        double angle = Math.clamp(Math.atan2(vd[i], Math.max(1, Math.abs(vs[i]))), -STEEPEST, STEEPEST);
        double yaw = walks ? way : way + angle;
        return new Box(
                road.xAt(s[i]) - d[i] * Math.sin(way),
                road.yAt(s[i]) + d[i] * Math.cos(way),
                yaw,
                length / 2,
                width / 2);
    }
}
