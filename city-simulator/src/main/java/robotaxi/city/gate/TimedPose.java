package robotaxi.city.gate;

import java.util.List;
import robotaxi.city.road.Pose;

/**
 * A place at a time.
 *
 * @param micros world time
 * @param pose place and direction
 */
public record TimedPose(long micros, Pose pose) {

    /** The place at a time between two of a list, which is ordered by time; held at the ends. */
    static Pose at(List<TimedPose> poses, long micros) {
        int after = 0;
        while (after < poses.size() && poses.get(after).micros < micros) {
            after++;
        }
        if (after == 0) {
            return poses.getFirst().pose;
        }
        if (after == poses.size()) {
            return poses.getLast().pose;
        }
        TimedPose a = poses.get(after - 1);
        TimedPose b = poses.get(after);
        double part = (double) (micros - a.micros) / (b.micros - a.micros);
        return new Pose(
                a.pose.x() + part * (b.pose.x() - a.pose.x()),
                a.pose.y() + part * (b.pose.y() - a.pose.y()),
                a.pose.heading() + part * Pose.wrapped(b.pose.heading() - a.pose.heading()));
    }
}
