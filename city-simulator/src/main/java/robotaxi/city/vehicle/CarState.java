package robotaxi.city.vehicle;

import robotaxi.city.road.Pose;

/**
 * How a car moves at one moment.
 *
 * @param rearAxle middle of the rear axle
 * @param speed metres a second, never negative
 * @param acceleration metres a second squared
 * @param steering angle of the front wheels, radians, left positive
 */
public record CarState(Pose rearAxle, double speed, double acceleration, double steering) {
    /** From rear to front axle, metres. */
    public static final double WHEELBASE_METRES = 2.85;
    /** From the rear axle to the front bumper, metres. */
    public static final double BUMPER_METRES = 3.8;
    /** From the rear axle to the middle of the car, metres. */
    public static final double CENTRE_METRES = 1.4;

    /** A car that stands. */
    public static CarState standing(Pose rearAxle) {
        return new CarState(rearAxle, 0, 0, 0);
    }

    /** Middle of the car's box. */
    public Pose centre() {
        return rearAxle.moved(CENTRE_METRES, 0, 0);
    }

    /** Turning rate, radians a second, left positive. */
    public double yawRate() {
        return speed * Math.tan(steering) / WHEELBASE_METRES;
    }
}
