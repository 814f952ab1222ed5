package robotaxi.onboard.car.adapter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.door.DriveAnswer;
import robotaxi.onboard.door.DriverSession;
import robotaxi.onboard.door.HistoryTooShortException;
import robotaxi.onboard.drive.EgoHistory;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.drive.FrameRing;
import robotaxi.onboard.drive.RouteTensor;
import robotaxi.onboard.drive.TimedPlan;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.supervisor.Assessment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Trajectory;
import robotaxi.onboard.supervisor.Verdict;

/** A session of a release gate: the route comes in by waypoints, each decision waits for the model, and there is no radar. */
final class IndependentSession implements DriverSession {
    private static final double GATE_SPEED_LIMIT = 16.7;
    private static final double LEAST_HISTORY_SECONDS = 0.05;
    private static final double BEYOND_METRES = 60;

    private final DrivingModel model;
    private final EgoHistory ego = new EgoHistory();
    private final FrameRing frames = new FrameRing();
    private @Nullable RouteLine route;

    IndependentSession(DrivingModel model) {
        this.model = model;
    }

    @Override
    public boolean frame(Frame frame) {
        return frames.add(frame);
    }

    @Override
    public void pose(EgoState state) {
        ego.add(state);
    }

    @Override
    public Optional<EgoState> newestPose() {
        return ego.newest();
    }

    @Override
    public synchronized void route(double[] aheadMetres, double[] leftMetres, long timeUs) {
        Optional<EgoState> then = ego.at(timeUs);
        if (then.isEmpty() || aheadMetres.length < 2) {
            return;
        }
        // The horizon of a route is no destination: what lies beyond goes straight on.
        int n = aheadMetres.length + 1;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n - 1; i++) {
            x[i] = then.get().pose().toX(aheadMetres[i], leftMetres[i]);
            y[i] = then.get().pose().toY(aheadMetres[i], leftMetres[i]);
        }
        double heading = Math.atan2(y[n - 2] - y[n - 3], x[n - 2] - x[n - 3]);
        x[n - 1] = x[n - 2] + BEYOND_METRES * Math.cos(heading);
        y[n - 1] = y[n - 2] + BEYOND_METRES * Math.sin(heading);
        double[] limits = new double[n - 1];
        java.util.Arrays.fill(limits, GATE_SPEED_LIMIT);
        route = RouteLine.of(x, y, limits);
    }

    @Override
    public synchronized DriveAnswer drive(long nowUs) {
        EgoState now = ego.newest().orElseThrow(() -> new HistoryTooShortException("no egomotion yet"));
        if (ego.spanSeconds() < LEAST_HISTORY_SECONDS) {
            throw new HistoryTooShortException("one pose is no motion");
        }
        Optional<Frame> newest = frames.newest();
        RouteLine line = route;
        if (newest.isEmpty() || line == null) {
            return new DriveAnswer(now, Optional.empty(), "", "none");
        }
        RouteLine.Projection here = line.joinAt(now.pose().x(), now.pose().y());
        Plan plan = model.plan(new Observation(
                frames.before(newest.get()).jpeg(),
                newest.get().jpeg(),
                ego.tensor(now),
                RouteTensor.waypoints(line, here.sMetres(), now),
                RouteTensor.context(line, here.sMetres(), now)));
        Trajectory wanted = TimedPlan.of(plan, now).retimed(now);
        Assessment assessment = Assessment.of(now, line, here, List.of());
        boolean approved = assessment.judge(wanted) instanceof Verdict.Approved;
        return new DriveAnswer(
                now,
                Optional.of(approved ? assessment.capped(wanted) : assessment.fallback()),
                plan.reasoning(),
                approved ? "model" : "fallback");
    }

    @Override
    public synchronized void reset() {
        ego.clear();
        frames.clear();
        route = null;
    }
}
