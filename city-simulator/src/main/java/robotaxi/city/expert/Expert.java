package robotaxi.city.expert;

import java.util.Optional;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;

/** A careful driver: intelligent driver model along the way, pure pursuit across it. */
public final class Expert {
    private static final double COMFORT_ACCELERATION = 1.8;
    private static final double COMFORT_BRAKING = 2.5;
    private static final double STOPPING_BRAKING = 1.4;
    private static final double HARDEST_BRAKING = 6;
    private static final double LATERAL_LIMIT = 2.2;
    private static final double GAP_METRES = 2.8;
    private static final double HEADWAY_SECONDS = 1.2;
    private static final double MAX_CURVATURE = 0.2;
    private static final double MAX_CURVATURE_STEP = 0.03;

    private Expert() {}

    /**
     * What the expert does about speed, and why.
     *
     * @param acceleration metres a second squared
     * @param reason what decided it
     * @param distanceMetres to what decided it, NaN where there is no such thing
     */
    public record Choice(double acceleration, Reason reason, double distanceMetres) {}

    /** Chooses an acceleration on a path that ends where the car shall stop. */
    public static Choice speed(Path path, double atMetres, double speed, double limit, Optional<Hindrance> hindrance) {
        double target = Math.min(limit, path.cornerSpeedAt(atMetres, LATERAL_LIMIT));
        Choice choice = free(speed, target, limit);
        choice = lower(choice, curve(path, atMetres, speed));
        choice = lower(choice, end(path.lengthMetres() - atMetres, speed));
        if (hindrance.isPresent()) {
            choice = lower(choice, behind(hindrance.get(), speed, target));
        }
        return choice;
    }

    private static Choice lower(Choice a, Choice b) {
        return b.acceleration < a.acceleration ? b : a;
    }

    private static Choice free(double speed, double target, double limit) {
        if (speed > target) {
            Reason reason = speed > limit + 0.5 ? Reason.SPEED_LIMIT : Reason.CLEAR_ROAD;
            return new Choice(Math.max(-2.5, -(speed - target)), reason, Double.NaN);
        }
        double ratio = speed / target;
        return new Choice(COMFORT_ACCELERATION * (1 - ratio * ratio * ratio * ratio), Reason.CLEAR_ROAD, Double.NaN);
    }

    private static Choice curve(Path path, double atMetres, double speed) {
        Choice hardest = new Choice(Double.MAX_VALUE, Reason.CURVE_AHEAD, Double.NaN);
        for (double ahead = 2; ahead <= 50; ahead += 2) {
            double corner = path.cornerSpeedAt(atMetres + ahead, LATERAL_LIMIT);
            double needed = (corner * corner - speed * speed) / (2 * ahead);
            // Braking for a bend starts only when it has become worth it, as people do.
            if (needed < -1.0) {
                hardest = lower(hardest, new Choice(Math.max(-5, 1.15 * needed), Reason.CURVE_AHEAD, ahead));
            } else if (speed < corner && ahead < 14) {
                hardest = lower(hardest, new Choice(1.5 * (corner - speed), Reason.CURVE_AHEAD, ahead));
            }
        }
        return hardest;
    }

    private static Choice end(double remainingMetres, double speed) {
        double allowed = remainingMetres < 0.6 ? 0 : Math.sqrt(2 * STOPPING_BRAKING * (remainingMetres - 0.3));
        double acceleration = Math.clamp(2 * (allowed - speed), -5, COMFORT_ACCELERATION);
        Reason reason = speed < 0.3 && remainingMetres < 0.8 ? Reason.STAND_STILL : Reason.APPROACH_DESTINATION;
        return new Choice(acceleration, reason, remainingMetres);
    }

    private static Choice behind(Hindrance hindrance, double speed, double target) {
        double closing = speed - hindrance.speedMetresPerSecond();
        double wished = GAP_METRES
                + Math.max(
                        0,
                        HEADWAY_SECONDS * speed
                                + speed * closing / (2 * Math.sqrt(COMFORT_ACCELERATION * COMFORT_BRAKING)));
        double gap = Math.max(0.3, hindrance.gapMetres());
        double ratio = speed / Math.max(target, 1);
        double acceleration =
                COMFORT_ACCELERATION * (1 - ratio * ratio * ratio * ratio - (wished / gap) * (wished / gap));
        return new Choice(
                Math.max(-HARDEST_BRAKING, acceleration), reason(hindrance, speed), Math.max(0, hindrance.gapMetres()));
    }

    private static Reason reason(Hindrance hindrance, double speed) {
        if (hindrance.body().kind() == Body.Kind.PEDESTRIAN) {
            return Reason.PEDESTRIAN_AHEAD;
        }
        if (speed < 0.3 && hindrance.gapMetres() < 4 && hindrance.speedMetresPerSecond() < 0.3) {
            return Reason.STAND_STILL;
        }
        return hindrance.body().braking() ? Reason.LEAD_BRAKING : Reason.FOLLOW_LEAD;
    }

    /** The speed at which a car that is not yet in line with the path turns into it, metres a second. */
    public static double turningSpeed(Path path, double atMetres, Pose rearAxle) {
        Pose aim = path.at(atMetres + 6);
        double off = Math.abs(Math.atan2(rearAxle.leftOf(aim.x(), aim.y()), rearAxle.aheadOf(aim.x(), aim.y())));
        return off < Math.toRadians(25) ? Double.MAX_VALUE : 3;
    }

    /** The curvature that leads back to the path, 1/m, left positive, changed no faster than a steering wheel turns. */
    public static double curvature(Path path, double atMetres, Pose rearAxle, double speed, double before) {
        double look = Math.clamp(0.8 * speed + 2, 3.5, 14);
        Pose aim = path.at(atMetres + look);
        double left = rearAxle.leftOf(aim.x(), aim.y());
        double distance = rearAxle.distanceTo(aim.x(), aim.y());
        double wished =
                distance < 1.5 ? 0 : Math.clamp(2 * left / (distance * distance), -MAX_CURVATURE, MAX_CURVATURE);
        if (rearAxle.aheadOf(aim.x(), aim.y()) < 0) {
            // The way lies behind: turn round as tightly as the wheels allow.
            wished = Math.copySign(MAX_CURVATURE, left);
        }
        return before + Math.clamp(wished - before, -MAX_CURVATURE_STEP, MAX_CURVATURE_STEP);
    }
}
