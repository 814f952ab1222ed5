package robotaxi.onboard.model;

/**
 * What to do in each of the next 64 steps of 0.1 s.
 *
 * @param accelerations metres a second squared
 * @param curvatures 1/m, left positive
 */
@SuppressWarnings("ArrayRecordComponent") // tensors: handed over, never compared
public record Actions(float[] accelerations, float[] curvatures) {
    /** Steps of a plan. */
    public static final int STEPS = 64;

    /** Seconds of a step. */
    public static final double STEP_SECONDS = 0.1;

    /** From pairs of acceleration and curvature. */
    public static Actions ofPairs(float[] pairs) {
        float[] accelerations = new float[pairs.length / 2];
        float[] curvatures = new float[pairs.length / 2];
        for (int k = 0; k < accelerations.length; k++) {
            accelerations[k] = pairs[2 * k];
            curvatures[k] = pairs[2 * k + 1];
        }
        return new Actions(accelerations, curvatures);
    }

    /** Where they lead: x ahead and y left of the start, metres, after each step. The speed never goes below zero. */
    public double[][] path(double speed) {
        double[][] points = new double[accelerations.length][2];
        double v = Math.max(0, speed);
        double x = 0;
        double y = 0;
        double heading = 0;
        for (int k = 0; k < points.length; k++) {
            double next = Math.max(0, v + accelerations[k] * STEP_SECONDS);
            double turned = heading + curvatures[k] * (v + next) / 2 * STEP_SECONDS;
            x += STEP_SECONDS / 2 * (v * Math.cos(heading) + next * Math.cos(turned));
            y += STEP_SECONDS / 2 * (v * Math.sin(heading) + next * Math.sin(turned));
            points[k][0] = x;
            points[k][1] = y;
            v = next;
            heading = turned;
        }
        return points;
    }

    /** Speed and heading after so many steps. */
    public Outlook after(int steps, double speed) {
        double v = Math.max(0, speed);
        double heading = 0;
        for (int k = 0; k < steps; k++) {
            double next = Math.max(0, v + accelerations[k] * STEP_SECONDS);
            heading += curvatures[k] * (v + next) / 2 * STEP_SECONDS;
            v = next;
        }
        return new Outlook(v, heading);
    }

    /**
     * What has become of the car.
     *
     * @param speed metres a second
     * @param yaw radians, left positive
     */
    public record Outlook(double speed, double yaw) {}
}
