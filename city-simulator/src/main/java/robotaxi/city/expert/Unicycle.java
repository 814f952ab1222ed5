package robotaxi.city.expert;

import robotaxi.city.road.Pose;

/**
 * The motion model of the driving model's actions.
 *
 * @param pose rear axle
 * @param speed metres a second, never negative
 */
public record Unicycle(Pose pose, double speed) {
    /** One action's time, seconds. */
    public static final double STEP_SECONDS = 0.1;

    /** Where one action leads. */
    public Unicycle step(double acceleration, double curvature) {
        double next = Math.max(0, speed + acceleration * STEP_SECONDS);
        double way = (speed + next) / 2 * STEP_SECONDS;
        double heading = pose.heading() + curvature * way;
        double x = pose.x() + STEP_SECONDS / 2 * (speed * Math.cos(pose.heading()) + next * Math.cos(heading));
        double y = pose.y() + STEP_SECONDS / 2 * (speed * Math.sin(pose.heading()) + next * Math.sin(heading));
        return new Unicycle(new Pose(x, y, heading), next);
    }
}
