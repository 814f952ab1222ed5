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
    private static final double DRIFT_SPEED = 0.2;
    private static final double LAST_LOOK_SECONDS = 2.0;

    /**
     * All that is in the way, the nearest first: one that drives off may hide one that stands.
     *
     * @param ownAcceleration how the car means to go on: who is past somebody before he comes in need not stop for him
     */
    static List<Lead> all(ReferencePath path, List<Track> tracks, double ownSpeed, double ownAcceleration) {
        List<Lead> leads = new ArrayList<>();
        for (Track track : tracks) {
            Flank flank = Flank.of(path, track);
            if (flank.isPassedBefore(ownSpeed, ownAcceleration)) {
                continue;
            }
            Lead lead = null;
            if (flank.comes(ownSpeed, ownAcceleration)) {
                lead = new Lead(track, flank.gapAhead(), Math.min(0, flank.along()));
            } else if (!flank.isCarBeside()) {
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
        Frenet now = Frenet.of(path, track, 0);
        boolean follows = !track.kind().equals("pedestrian") && Math.abs(now.across()) < Math.abs(now.along());
        Lead found = null;
        for (double seconds : LOOK_AHEAD_SECONDS) {
            // A car goes straight on or, in a bend, with the road.
            found = nearer(found, inTheWay(track, Frenet.of(path, track, seconds), seconds));
            found = follows ? nearer(found, inTheWay(track, now.after(seconds), seconds)) : found;
        }
        return found;
    }

    private static @Nullable Lead nearer(@Nullable Lead one, @Nullable Lead other) {
        return one == null || (other != null && other.gapMetres < one.gapMetres) ? other : one;
    }

    private static @Nullable Lead inTheWay(Track track, Frenet then, double seconds) {
        boolean person = track.kind().equals("pedestrian");
        double reach = VehicleShape.HALF_WIDTH_METRES + (person ? PERSON_MARGIN_METRES : MARGIN_METRES);
        double across = Math.abs(then.across());
        boolean crossing = across > 1.0 && across > Math.abs(then.along());
        boolean tooLate = seconds > LAST_LOOK_SECONDS && (across < DRIFT_SPEED || crossing || person);
        boolean besideUs = then.s() < VehicleShape.REAR_AXLE_TO_FRONT_METRES - 0.3;
        if (tooLate || besideUs || Math.abs(then.d()) - then.halfAcross() > reach) {
            return null;
        }
        // Where it will be when it is in our way counts for those who come across, where it is now for the rest.
        double shift = crossing || person ? 0 : seconds * then.along();
        double gap = then.s() - shift - VehicleShape.REAR_AXLE_TO_FRONT_METRES - then.halfAlong();
        return new Lead(track, gap, crossing || person ? Math.min(then.along(), 0) : then.along());
    }
}
