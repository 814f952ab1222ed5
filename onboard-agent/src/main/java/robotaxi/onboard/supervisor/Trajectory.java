package robotaxi.onboard.supervisor;

/** Where the car is to be: index 0 is now, then one point each 100 ms, in the local frame. */
@SuppressWarnings("ArrayRecordComponent") // written once by its maker, read by the door; never compared
public record Trajectory(double[] x, double[] y, double[] yaw, double[] speed) {
    /** Seconds from a point to the next. */
    public static final double STEP_SECONDS = 0.1;

    /** Steps that a plan covers. */
    public static final int STEPS = 64;

    /** All points the same: stand still. */
    public static Trajectory standing(Pose2 pose) {
        Trajectory standing = empty();
        java.util.Arrays.fill(standing.x, pose.x());
        java.util.Arrays.fill(standing.y, pose.y());
        java.util.Arrays.fill(standing.yaw, pose.yaw());
        return standing;
    }

    /** Room for a whole plan. */
    public static Trajectory empty() {
        int n = STEPS + 1;
        return new Trajectory(new double[n], new double[n], new double[n], new double[n]);
    }

    /** Acceleration over the first second, metres a second squared. */
    public double firstSecondAcceleration() {
        return speed[10] - speed[0];
    }
}
