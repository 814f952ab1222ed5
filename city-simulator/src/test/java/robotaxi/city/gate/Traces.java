package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import robotaxi.city.road.Pose;

/** Rollouts on a straight road along the x axis, for sums that can be done by hand. */
final class Traces {
    static final Trace.Shape CAR = new Trace.Shape(5, 2, 1.5, "EGO");
    static final Trace.Shape OTHER = new Trace.Shape(5, 2, 0, "car");

    private Traces() {}

    /** One moment a tenth of a second: the rear axle at a place, and one other car. */
    static Trace of(int moments, IntFunction<Pose> rearAxle, IntFunction<Pose> other, IntFunction<Pose> recorded) {
        List<Trace.Moment> all = new ArrayList<>();
        List<TimedPose> recording = new ArrayList<>();
        for (int i = 0; i < moments; i++) {
            all.add(new Trace.Moment(i * 100_000L, rearAxle.apply(i), Map.of("other", other.apply(i))));
            recording.add(new TimedPose(i * 100_000L, recorded.apply(i)));
        }
        return new Trace("scene", 300_000, CAR, Map.of("other", OTHER), all, List.of(), recording);
    }

    static Trace with(Trace trace, List<Trace.Decision> decisions) {
        return new Trace(
                trace.sceneId(),
                trace.relevantFromMicros(),
                trace.ego(),
                trace.actors(),
                trace.moments(),
                decisions,
                trace.recording());
    }

    static Pose at(double x, double y) {
        return new Pose(x, y, 0);
    }
}
