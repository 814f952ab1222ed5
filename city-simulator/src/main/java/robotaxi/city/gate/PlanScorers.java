package robotaxi.city.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import robotaxi.city.gate.Series.Over;
import robotaxi.city.road.Pose;

/** What the plans were worth. */
final class PlanScorers {
    private static final long OPEN_LOOP_MICROS = 3_000_000;
    private static final long STEP_MICROS = 100_000;
    private static final double[] HORIZONS = {0.5, 1.0, 2.5, 5.0};

    private final Trace trace;

    PlanScorers(Trace trace) {
        this.trace = trace;
    }

    List<Series> series() {
        List<Series> all = new ArrayList<>();
        all.add(each("open_loop_collision", Over.MEAN, this::openLoopCollision));
        for (double horizon : HORIZONS) {
            all.add(each("min_ade@" + horizon + "s(gt)", Over.MEAN, decision -> minAde(decision, horizon)));
        }
        all.add(deviation());
        all.add(each("img_is_black", Over.MAX, decision -> decision.dark() ? 1 : 0));
        all.add(each("safety_monitor_triggered", Over.MAX, decision -> decision.safe() ? 0 : 1));
        all.add(each("drive_ms", Over.MAX, Trace.Decision::millis));
        return all;
    }

    private double openLoopCollision(Trace.Decision decision) {
        if (decision.plan().isEmpty()) {
            return Double.NaN;
        }
        for (TimedPose pose : decision.plan()) {
            if (pose.micros() > decision.micros() + OPEN_LOOP_MICROS) {
                break;
            }
            if (hits(pose)) {
                return 1;
            }
        }
        return 0;
    }

    private boolean hits(TimedPose pose) {
        Trace.Moment first = trace.moments().getFirst();
        long index = Math.round((double) (pose.micros() - first.micros()) / STEP_MICROS);
        if (index < 0 || index >= trace.moments().size()) {
            return false;
        }
        RoundedBox box = trace.ego().at(pose.pose());
        for (Map.Entry<String, Pose> actor :
                trace.moments().get((int) index).actors().entrySet()) {
            Trace.Shape shape = trace.actors().get(actor.getKey());
            if (shape != null && box.overlaps(shape.at(actor.getValue()))) {
                return true;
            }
        }
        return false;
    }

    /** The best sample's mean distance from the recorded drive; NaN without samples or where the recording ends before. */
    private double minAde(Trace.Decision decision, double seconds) {
        long until = decision.micros() + Math.round(seconds * 1e6);
        if (until > trace.recording().getLast().micros()) {
            return Double.NaN;
        }
        double best = Double.NaN;
        for (List<TimedPose> sample : decision.samples()) {
            double sum = 0;
            int count = 0;
            for (TimedPose pose : sample) {
                if (pose.micros() > decision.micros() && pose.micros() <= until) {
                    Pose recorded = TimedPose.at(trace.recording(), pose.micros());
                    sum += pose.pose().distanceTo(recorded.x(), recorded.y());
                    count++;
                }
            }
            if (count > 0 && !(sum / count >= best)) {
                best = sum / count;
            }
        }
        return best;
    }

    private Series deviation() {
        int count = trace.decisions().size();
        long[] micros = new long[count];
        double[] values = new double[count];
        boolean[] valid = new boolean[count];
        for (int i = 0; i < count; i++) {
            micros[i] = trace.decisions().get(i).micros();
            values[i] = i == 0
                    ? Double.NaN
                    : deviation(
                            trace.decisions().get(i - 1).plan(),
                            trace.decisions().get(i).plan());
            valid[i] = !Double.isNaN(values[i]);
        }
        return new Series("plan_deviation", micros, values, valid, Over.MEAN);
    }

    private static double deviation(List<TimedPose> before, List<TimedPose> now) {
        double sum = 0;
        double weights = 0;
        int k = 0;
        for (TimedPose pose : now) {
            if (!before.isEmpty()
                    && pose.micros() >= before.getFirst().micros()
                    && pose.micros() <= before.getLast().micros()) {
                Pose then = TimedPose.at(before, pose.micros());
                double weight = Math.exp(-0.1 * k++);
                sum += weight * pose.pose().distanceTo(then.x(), then.y());
                weights += weight;
            }
        }
        return weights == 0 ? Double.NaN : sum / weights;
    }

    private Series each(String name, Over over, ToDoubleFunction<Trace.Decision> value) {
        int count = trace.decisions().size();
        long[] micros = new long[count];
        double[] values = new double[count];
        boolean[] valid = new boolean[count];
        for (int i = 0; i < count; i++) {
            micros[i] = trace.decisions().get(i).micros();
            values[i] = value.applyAsDouble(trace.decisions().get(i));
            valid[i] = !Double.isNaN(values[i]);
        }
        return new Series(name, micros, values, valid, over);
    }
}
