package robotaxi.onboard.supervisor;

/**
 * The car's own state.
 *
 * @param timeUs world time, microseconds
 * @param z metres, kept for the answer
 */
public record EgoState(
        long timeUs,
        Pose2 pose,
        double z,
        double speedMetresPerSecond,
        double accelerationMetresPerSecondSquared,
        double yawRateRadiansPerSecond) {}
