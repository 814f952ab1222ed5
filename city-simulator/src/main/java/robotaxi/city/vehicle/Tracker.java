package robotaxi.city.vehicle;

import robotaxi.city.road.Pose;
import robotaxi.city.vehicle.Bicycle.Command;

/** Tracks a plan: pure pursuit along its places, and its speed a moment ahead. */
public final class Tracker {
    private static final long STALE_MICROS = 1_500_000;
    private static final long LEAD_MICROS = 300_000;
    private static final double GENTLE_BRAKING = -2;

    private Tracker() {}

    /** Pedals and wheel for a plan at a time; one that is too old is not followed any more. */
    public static Command follow(Plan plan, CarState state, long nowMicros) {
        if (nowMicros - plan.startMicros() > STALE_MICROS) {
            return stop(state);
        }
        double wished = plan.speedAt(nowMicros + LEAD_MICROS);
        double behind = state.rearAxle()
                .aheadOf(plan.at(nowMicros).x(), plan.at(nowMicros).y());
        double acceleration = (wished - state.speed()) / 0.35 + 0.3 * Math.clamp(behind, -2, 2);
        if (wished < 0.15 && state.speed() < 0.4) {
            acceleration = Math.min(acceleration, -1);
        }
        return new Command(acceleration, steering(plan, state, nowMicros));
    }

    /** Pedals and wheel where there is nothing to follow. */
    public static Command stop(CarState state) {
        return new Command(GENTLE_BRAKING, state.steering());
    }

    private static double steering(Plan plan, CarState state, long nowMicros) {
        double look = Math.clamp(0.6 * state.speed() + 1.2, 2, 9);
        Pose car = state.rearAxle();
        for (long time = nowMicros; time <= plan.endMicros(); time += 100_000) {
            Pose place = plan.at(time);
            double distance = car.distanceTo(place.x(), place.y());
            if (distance >= look || (time + 100_000 > plan.endMicros() && distance > 1)) {
                double curvature = 2 * car.leftOf(place.x(), place.y()) / (distance * distance);
                return Math.atan(CarState.WHEELBASE_METRES * curvature);
            }
        }
        return state.steering();
    }
}
