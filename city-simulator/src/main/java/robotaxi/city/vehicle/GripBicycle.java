package robotaxi.city.vehicle;

import robotaxi.city.road.Pose;

/**
 * The bicycle of the gate: steering and acceleration lag behind what is wished, and tyres hold no more than the road gives. It
 * rolls as {@link Bicycle} does.
 */
public final class GripBicycle {
    private static final double GRAVITY = 9.81;
    private static final double LAG_SECONDS = 0.1;

    private final double friction;

    /** On a road whose coefficient of friction is this. */
    public GripBicycle(double friction) {
        this.friction = friction;
    }

    /** The state after so many seconds, few beside the lag, under a command. */
    public CarState step(CarState car, Bicycle.Command command, double seconds) {
        double part = seconds / LAG_SECONDS;
        double limit = friction * GRAVITY;
        double acceleration = car.acceleration() + part * (command.acceleration() - car.acceleration());
        acceleration = Math.clamp(acceleration, -limit, limit);
        double steering = car.steering() + part * (command.steering() - car.steering());
        double speed = Math.max(0, car.speed() + acceleration * seconds);
        if (speed == 0) {
            acceleration = Math.max(acceleration, 0);
        }
        double way = (car.speed() + speed) / 2 * seconds;
        double grip = Math.sqrt(Math.max(0.01, limit * limit - acceleration * acceleration));
        double most = grip / Math.max(0.01, speed * speed);
        double curvature = Math.clamp(Math.tan(steering) / CarState.WHEELBASE_METRES, -most, most);
        Pose to = car.rearAxle().rolled(way, way * curvature);
        return new CarState(to, speed, acceleration, steering);
    }
}
