package robotaxi.city.vehicle;

import robotaxi.city.road.Pose;

/** The kinematic bicycle: what a car's body makes of pedals and wheel, within its limits. */
public final class Bicycle {
    /** Hardest braking and acceleration, metres a second squared. */
    public static final double HARDEST_BRAKING = -8;
    /** Strongest acceleration, metres a second squared. */
    public static final double STRONGEST_ACCELERATION = 3;
    /** Farthest that the front wheels turn, radians. */
    public static final double STEERING_LIMIT = 0.6;

    private static final double JERK = 25;
    private static final double STEERING_RATE = 0.9;

    private Bicycle() {}

    /** Pedals and wheel: wished acceleration (m/s2) and steering angle (radians). */
    public record Command(double acceleration, double steering) {}

    /** The state after so many seconds under a command. */
    public static CarState step(CarState state, Command command, double seconds) {
        double wished = Math.clamp(command.acceleration, HARDEST_BRAKING, STRONGEST_ACCELERATION);
        double change = Math.clamp(wished - state.acceleration(), -JERK * seconds, JERK * seconds);
        double acceleration = state.acceleration() + change;
        double turn = Math.clamp(command.steering, -STEERING_LIMIT, STEERING_LIMIT) - state.steering();
        double steering = state.steering() + Math.clamp(turn, -STEERING_RATE * seconds, STEERING_RATE * seconds);
        double speed = Math.max(0, state.speed() + acceleration * seconds);
        if (speed == 0) {
            acceleration = -state.speed() / seconds;
        }
        double way = (state.speed() + speed) / 2 * seconds;
        double turned = way * Math.tan(steering) / CarState.WHEELBASE_METRES;
        Pose to = state.rearAxle().rolled(way, turned);
        return new CarState(to, speed, acceleration, steering);
    }
}
