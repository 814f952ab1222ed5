package robotaxi.onboard.supervisor;

import java.util.List;
import java.util.Optional;

/**
 * The nearest thing in the car's way.
 *
 * @param gapMetres from our front bumper to its near side
 * @param speedMetresPerSecond its speed along our way, negative towards us
 */
public record Lead(Track track, double gapMetres, double speedMetresPerSecond) {
    private static final double[] LOOK_AHEAD_SECONDS = {0, 0.5, 1.0, 1.5, 2.0};
    private static final double MARGIN_METRES = 0.25;
    private static final double PERSON_MARGIN_METRES = 0.6;

    static Optional<Lead> nearest(ReferencePath path, List<Track> tracks) {
        Lead nearest = null;
        for (Track track : tracks) {
            Lead lead = inTheWay(path, track);
            if (lead != null && (nearest == null || lead.gapMetres < nearest.gapMetres)) {
                nearest = lead;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static @org.jspecify.annotations.Nullable Lead inTheWay(ReferencePath path, Track track) {
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
            double halfAlong = (crossing ? track.widthMetres() : track.lengthMetres()) / 2;
            double halfAcross = (crossing ? track.lengthMetres() : track.widthMetres()) / 2;
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
