package robotaxi.onboard.drive;

import robotaxi.onboard.model.Plan;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Trajectory;

/** A plan of the model laid out in the local frame from where it was decided. */
public final class TimedPlan {
    private final long timeUs;
    private final Trajectory points;
    private final Plan plan;

    private TimedPlan(long timeUs, Trajectory points, Plan plan) {
        this.timeUs = timeUs;
        this.points = points;
        this.plan = plan;
    }

    /** Integrates the actions as a unicycle; the speed never goes below zero. */
    public static TimedPlan of(Plan plan, EgoState from) {
        Trajectory out = Trajectory.empty();
        double dt = Trajectory.STEP_SECONDS;
        Pose2 pose = from.pose();
        double speed = Math.max(0, from.speedMetresPerSecond());
        for (int k = 0; k <= Trajectory.STEPS; k++) {
            out.x()[k] = pose.x();
            out.y()[k] = pose.y();
            out.yaw()[k] = pose.yaw();
            out.speed()[k] = speed;
            if (k == Trajectory.STEPS) {
                break;
            }
            double next = Math.max(0, speed + plan.accelerations()[k] * dt);
            double yaw = pose.yaw() + plan.curvatures()[k] * (speed + next) / 2 * dt;
            pose = new Pose2(
                    pose.x() + dt / 2 * (speed * Math.cos(pose.yaw()) + next * Math.cos(yaw)),
                    pose.y() + dt / 2 * (speed * Math.sin(pose.yaw()) + next * Math.sin(yaw)),
                    yaw);
            speed = next;
        }
        return new TimedPlan(from.timeUs(), out, plan);
    }

    /** When it was decided, world time. */
    public long timeUs() {
        return timeUs;
    }

    /** The model's own words and actions. */
    public Plan plan() {
        return plan;
    }

    /** Metres between where the plan has the car now and where it is. */
    public double divergenceMetres(EgoState ego) {
        double at = stepsSince(ego.timeUs());
        return Math.hypot(
                between(points.x(), at) - ego.pose().x(),
                between(points.y(), at) - ego.pose().y());
    }

    /** The rest of the plan, moved on in time, with the car's own pose as its first point. */
    public Trajectory retimed(EgoState ego) {
        double offset = stepsSince(ego.timeUs());
        Trajectory out = Trajectory.empty();
        out.x()[0] = ego.pose().x();
        out.y()[0] = ego.pose().y();
        out.yaw()[0] = ego.pose().yaw();
        out.speed()[0] = ego.speedMetresPerSecond();
        for (int k = 1; k <= Trajectory.STEPS; k++) {
            out.x()[k] = between(points.x(), k + offset);
            out.y()[k] = between(points.y(), k + offset);
            out.yaw()[k] = between(points.yaw(), k + offset);
            out.speed()[k] = between(points.speed(), k + offset);
        }
        return out;
    }

    private double stepsSince(long nowUs) {
        return Math.max(0, (nowUs - timeUs) / 1e6 / Trajectory.STEP_SECONDS);
    }

    private static double between(double[] values, double at) {
        int i = (int) Math.min(at, values.length - 1.0);
        if (i >= values.length - 1) {
            return values[values.length - 1];
        }
        return values[i] + (at - i) * (values[i + 1] - values[i]);
    }
}
