package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import robotaxi.city.gate.Series.Over;
import robotaxi.city.road.Pose;

/** How far the car has come, and how far from the recorded drive. */
final class ProgressScorers {
    /** At the first two moments the recorded path is too short to be compared with. */
    private static final int WARM_UP = 2;

    private final Trace trace;
    private final Track path;
    private final int count;

    ProgressScorers(Trace trace) {
        this.trace = trace;
        this.count = trace.moments().size();
        List<Pose> centres = new ArrayList<>();
        for (TimedPose pose : trace.recording()) {
            centres.add(centre(pose.pose()));
        }
        this.path = new Track(centres);
    }

    private Pose centre(Pose rearAxle) {
        return rearAxle.moved(trace.ego().centreAhead(), 0, 0);
    }

    List<Series> series() {
        double[] progress = new double[count];
        double[] relative = new double[count];
        double[] toPath = new double[count];
        double[] toPlace = new double[count];
        double[] travelled = new double[count];
        double[] recorded = new double[count];
        for (int i = 0; i < count; i++) {
            Trace.Moment moment = trace.moments().get(i);
            Pose centre = centre(moment.rearAxle());
            Track.Foot foot = path.foot(centre, path.lengthMetres());
            progress[i] = path.lengthMetres() < 1e-6 ? 1 : foot.alongMetres() / path.lengthMetres();
            recorded[i] = path.lengthMetres();
            travelled[i] = i == 0
                    ? 0
                    : travelled[i - 1]
                            + centre.distanceTo(
                                    centre(trace.moments().get(i - 1).rearAxle())
                                            .x(),
                                    centre(trace.moments().get(i - 1).rearAxle())
                                            .y());
            if (i < WARM_UP) {
                relative[i] = 1;
                continue;
            }
            double soFar = path.lengthTo(indexAt(moment.micros()));
            relative[i] = soFar < 1e-6 ? 1 : path.foot(centre, soFar).alongMetres() / soFar;
            toPath[i] = foot.distanceMetres();
            Pose place = centre(TimedPose.at(trace.recording(), moment.micros()));
            toPlace[i] = centre.distanceTo(place.x(), place.y());
        }
        return List.of(
                whole("progress", progress, Over.LAST),
                whole("progress_rel_to_total", progress.clone(), Over.LAST),
                whole("progress_rel", relative, Over.MIN),
                whole("dist_to_gt_trajectory", toPath, Over.MAX),
                whole("dist_to_gt_location", toPlace, Over.MAX),
                whole("dist_traveled_m", travelled, Over.LAST),
                whole("gt_dist_traveled_m", recorded, Over.LAST));
    }

    private int indexAt(long micros) {
        int index = 0;
        while (index + 1 < trace.recording().size()
                && trace.recording().get(index + 1).micros() <= micros) {
            index++;
        }
        return index;
    }

    private Series whole(String name, double[] values, Over over) {
        long[] micros = trace.moments().stream().mapToLong(Trace.Moment::micros).toArray();
        boolean[] valid = new boolean[count];
        Arrays.fill(valid, true);
        return new Series(name, micros, values, valid, over);
    }
}
