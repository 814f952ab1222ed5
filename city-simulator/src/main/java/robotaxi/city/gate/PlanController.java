package robotaxi.city.gate;

import java.util.List;
import robotaxi.city.road.Pose;
import robotaxi.city.vehicle.Bicycle;
import robotaxi.city.vehicle.Bicycle.Command;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.vehicle.GripBicycle;

/**
 * Follows a plan as AlpaSim's controller does: what the plan says of the first second does not count, the second after
 * it does.
 */
final class PlanController {
    private static final long FIRST_MICROS = 1_000_000;
    private static final long LAST_MICROS = 2_000_000;
    private static final double STEP = 0.02;
    private static final double STRONGEST_ACCELERATION = 4;

    private final GripBicycle bicycle;

    PlanController(double friction) {
        this.bicycle = new GripBicycle(friction);
    }

    /** The car a tenth of a second later. */
    CarState step(CarState car, List<TimedPose> plan, long nowMicros) {
        Command command = new Command(acceleration(car, plan, nowMicros), steering(car, plan, nowMicros));
        CarState state = car;
        for (int i = 0; i < 5; i++) {
            state = bicycle.step(state, command, STEP);
        }
        return state;
    }

    /** The steady acceleration that ends where the plan is, in the second that counts. */
    private static double acceleration(CarState car, List<TimedPose> plan, long nowMicros) {
        double sum = 0;
        int count = 0;
        for (long after = FIRST_MICROS; after <= LAST_MICROS; after += 250_000) {
            double seconds = after / 1e6;
            double way = way(car.rearAxle(), plan, nowMicros, nowMicros + after);
            sum += 2 * (way - car.speed() * seconds) / (seconds * seconds);
            count++;
        }
        double wished = sum / count;
        // To stand still is a goal of its own: braking must not end before the car does.
        double end = way(car.rearAxle(), plan, nowMicros, nowMicros + LAST_MICROS);
        if (end < 0.05) {
            wished = Math.min(wished, -0.5);
        }
        return Math.clamp(wished, Bicycle.HARDEST_BRAKING, STRONGEST_ACCELERATION);
    }

    /** Metres from the car to the plan's place at a time, along the plan. */
    private static double way(Pose car, List<TimedPose> plan, long fromMicros, long toMicros) {
        Pose start = TimedPose.at(plan, fromMicros);
        double way = start.distanceTo(car.x(), car.y()) * Math.signum(car.aheadOf(start.x(), start.y()));
        Pose before = start;
        for (long time = fromMicros + 50_000; time <= toMicros; time += 50_000) {
            Pose next = TimedPose.at(plan, time);
            way += next.distanceTo(before.x(), before.y());
            before = next;
        }
        return way;
    }

    private static double steering(CarState car, List<TimedPose> plan, long nowMicros) {
        double sum = 0;
        double weights = 0;
        for (long after = FIRST_MICROS; after <= LAST_MICROS; after += 250_000) {
            Pose place = TimedPose.at(plan, nowMicros + after);
            double distance = car.rearAxle().distanceTo(place.x(), place.y());
            if (distance > 1.5) {
                double curvature = 2 * car.rearAxle().leftOf(place.x(), place.y()) / (distance * distance);
                double weight = 1 / (1 + (after - FIRST_MICROS) / 5e5);
                sum += weight * Math.atan(CarState.WHEELBASE_METRES * curvature);
                weights += weight;
            }
        }
        return weights == 0
                ? car.steering()
                : Math.clamp(sum / weights, -Bicycle.STEERING_LIMIT, Bicycle.STEERING_LIMIT);
    }
}
