package robotaxi.onboard.supervisor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nearest thing in the car's way.
 *
 * @param gapMetres from our front bumper to its near side
 * @param speedMetresPerSecond its speed along our way, negative towards us
 */
public record Lead(Track track, double gapMetres, double speedMetresPerSecond) {
    private static final double[] LOOK_AHEAD_SECONDS = {0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0};
    private static final double MARGIN_METRES = 0.25;
    private static final double PERSON_MARGIN_METRES = 0.6;
    private static final double BESIDE_METRES = 0.5;
    private static final double DRIFT_SPEED = 0.2;
    private static final double LEAST_SIDE_METRES = 0.1;
    private static final double LEAST_CLOSING = 0.5;
    private static final double STANDING_SPEED = 0.3;
    private static final double LANE_CHANGE_SPEED = 1.0;
    private static final double LAST_LOOK_SECONDS = 2.0;

    /** All that is in the way, the nearest first: one that drives off may hide one that stands. */
    static List<Lead> all(ReferencePath path, List<Track> tracks, double ownSpeed) {
        List<Lead> leads = new ArrayList<>();
        for (Track track : tracks) {
            Side side = Side.of(path, track);
            if (isPassedBefore(side, track, ownSpeed)) {
                continue;
            }
            Lead lead = fromTheSide(side, track, ownSpeed);
            if (lead == null && !isCarBeside(side, track)) {
                lead = inTheWay(path, track);
            }
            if (lead != null) {
                leads.add(lead);
            }
        }
        leads.sort(Comparator.comparingDouble(Lead::gapMetres));
        return leads;
    }

    private static @Nullable Lead inTheWay(ReferencePath path, Track track) {
        boolean person = track.kind().equals("pedestrian");
        double reach = VehicleShape.HALF_WIDTH_METRES + (person ? PERSON_MARGIN_METRES : MARGIN_METRES);
        Lead found = null;
        for (double seconds : LOOK_AHEAD_SECONDS) {
            double tx = track.x() + seconds * track.velocityX();
            double ty = track.y() + seconds * track.velocityY();
            int i = nearestPoint(path, tx, ty);
            Pose2 there = new Pose2(path.x[i], path.y[i], path.yaw[i]);
            double cosine = Math.cos(there.yaw());
            double sine = Math.sin(there.yaw());
            double along = track.velocityX() * cosine + track.velocityY() * sine;
            double across = Math.abs(track.velocityY() * cosine - track.velocityX() * sine);
            // An object lies along its own motion; one that stands is taken as lying along our way.
            boolean crossing = across > 1.0 && across > Math.abs(along);
            if (seconds > LAST_LOOK_SECONDS && (across < DRIFT_SPEED || crossing || person)) {
                continue;
            }
            double[] half = halves(track, along, across);
            double halfAlong = half[0];
            double halfAcross = half[1];
            double centre = i * ReferencePath.STEP_METRES + there.ahead(tx, ty);
            boolean besideUs = centre < VehicleShape.REAR_AXLE_TO_FRONT_METRES - 0.3;
            if (besideUs || Math.abs(there.left(tx, ty)) - halfAcross > reach) {
                continue;
            }
            // Where it will be when it is in our way counts for those who come across, where it is now for the rest.
            double shift = crossing || person ? 0 : seconds * along;
            double gap = centre - shift - VehicleShape.REAR_AXLE_TO_FRONT_METRES - halfAlong;
            if (found == null || gap < found.gapMetres) {
                found = new Lead(track, gap, crossing || person ? Math.min(along, 0) : along);
            }
        }
        return found;
    }

    /**
     * Somebody who comes in from the side, and behind whom no braking would keep the car: to brake would only bring the car's side to
     * where he is. If the car is past before he is there, it goes on.
     */
    private static boolean isPassedBefore(Side side, Track track, double ownSpeed) {
        double closing = ownSpeed - side.along;
        if (side.towards < DRIFT_SPEED || closing < LEAST_CLOSING || ownSpeed < LEAST_CLOSING) {
            return false;
        }
        double toFront = side.ahead - side.halfAlong - VehicleShape.REAR_AXLE_TO_FRONT_METRES;
        double stopping =
                closing * SafeDistance.RESPONSE_SECONDS + closing * closing / (2 * SafeDistance.EMERGENCY_BRAKING);
        // Who walks keeps his pace; who changes lanes has only begun.
        double pace = track.kind().equals("pedestrian") ? side.towards : Math.max(side.towards, LANE_CHANGE_SPEED);
        double hereAfter = (side.gap - LEAST_SIDE_METRES) / pace;
        double pastAfter = (side.ahead + side.halfAlong + VehicleShape.REAR_AXLE_TO_REAR_METRES) / closing;
        boolean isShorterThanBack = isCarBeside(side, track) && pastAfter < backAfter(closing, -toFront, side.along);
        return stopping > toFront && (pastAfter < hereAfter || isShorterThanBack);
    }

    /** How long it takes to fall back behind somebody beside us by the hardest braking; for ever if he stands. */
    private static double backAfter(double closing, double overlap, double along) {
        double braking = SafeDistance.EMERGENCY_BRAKING;
        return along < LEAST_CLOSING
                ? Double.POSITIVE_INFINITY
                : (closing + Math.sqrt(closing * closing + 2 * braking * Math.max(0, overlap))) / braking;
    }

    /** Who is beside us now will not be ahead of us by going on as he does, unless he is faster. */
    private static boolean isCarBeside(Side side, Track track) {
        return !track.kind().equals("pedestrian")
                && side.gap > -MARGIN_METRES
                && side.ahead - side.halfAlong < VehicleShape.REAR_AXLE_TO_FRONT_METRES;
    }

    /**
     * Somebody beside the car who is about to come into it: then it must not be there. Who is behind its rear axle sees it, and it does
     * not help him by braking, but it does not set off either. Lateral distance and response as in {@link SafeDistance#leastSideMetres}.
     */
    private static @Nullable Lead fromTheSide(Side side, Track track, double ownSpeed) {
        double rearmost = ownSpeed < LEAST_CLOSING ? -VehicleShape.REAR_AXLE_TO_REAR_METRES - BESIDE_METRES : 0;
        boolean isBeside = side.ahead - side.halfAlong < VehicleShape.REAR_AXLE_TO_FRONT_METRES + BESIDE_METRES
                && side.ahead > rearmost;
        boolean comes = side.towards > DRIFT_SPEED
                && side.gap > -MARGIN_METRES
                && side.gap < SafeDistance.leastSideMetres(side.towards);
        return isBeside && comes ? new Lead(track, 0, 0) : null;
    }

    /**
     * Somebody as seen from the car's own axes.
     *
     * @param ahead of the rear axle, its middle
     * @param gap between the car's side and its nearer one
     * @param towards speed to our side
     * @param along speed our way
     * @param halfAlong half of what it takes of our way
     */
    private record Side(double ahead, double gap, double towards, double along, double halfAlong) {
        static Side of(ReferencePath path, Track track) {
            Pose2 own = new Pose2(path.x[0], path.y[0], path.yaw[0]);
            double left = own.left(track.x(), track.y());
            double across = track.velocityY() * Math.cos(own.yaw()) - track.velocityX() * Math.sin(own.yaw());
            double along = track.velocityX() * Math.cos(own.yaw()) + track.velocityY() * Math.sin(own.yaw());
            double[] half = halves(track, along, across);
            return new Side(
                    own.ahead(track.x(), track.y()),
                    Math.abs(left) - half[1] - VehicleShape.HALF_WIDTH_METRES,
                    -Math.signum(left) * across,
                    along,
                    half[0]);
        }
    }

    /** Half of what it takes along and across a way, if it lies along its own motion; what stands lies along the way. */
    private static double[] halves(Track track, double along, double across) {
        double speed = Math.hypot(along, across);
        double sine = speed < STANDING_SPEED ? 0 : Math.abs(across) / speed;
        double cosine = Math.sqrt(1 - sine * sine);
        return new double[] {
            track.lengthMetres() / 2 * cosine + track.widthMetres() / 2 * sine,
            track.lengthMetres() / 2 * sine + track.widthMetres() / 2 * cosine
        };
    }

    private static int nearestPoint(ReferencePath path, double tx, double ty) {
        int best = 0;
        double bestSquare = Double.MAX_VALUE;
        for (int i = 0; i < path.x.length; i++) {
            double dx = path.x[i] - tx;
            double dy = path.y[i] - ty;
            double square = dx * dx + dy * dy;
            if (square < bestSquare) {
                bestSquare = square;
                best = i;
            }
        }
        return best;
    }
}
