package robotaxi.onboard.car.adapter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import robotaxi.onboard.model.Actions;
import robotaxi.onboard.model.Contradictions;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.RouteCommand;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.model.ThinkingNeed;
import robotaxi.onboard.supervisor.Assessment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Trajectory;
import robotaxi.onboard.supervisor.Verdict;

/**
 * A session of a simulator or release gate: the route comes in by waypoints, each decision waits for the model, and there is no
 * radar. Same seed and same input, same answers: nothing in it depends on how fast the machine is.
 */
final class IndependentSession implements DriverSession {
    private static final double GATE_SPEED_LIMIT = 16.7;
    private static final double LEAST_HISTORY_SECONDS = 0.05;
    private static final long STALE_US = 500_000;
    private static final long BEHIND_FRAME_US = 100_000;
    /** A route leads along one lane; the next one may be needed to pass what stands there. */
    private static final double CORRIDOR_METRES = 4.5;

    private static final double BEYOND_METRES = 60;

    private final DrivingModel model;
    private final Terms terms;
    private final EgoHistory ego = new EgoHistory();
    private final FrameRing frames = new FrameRing();
    private final ThinkingNeed need;
    private @Nullable Told told;
    private long seed;
    private long decisions;
    private String lastWords = "";

    /**
     * How such sessions are driven.
     *
     * @param seed of every session; empty: each session's own
     * @param samples proposed for each decision
     */
    record Terms(ThinkingNeed.Policy policy, long everyUs, OptionalLong seed, int samples) {
        static final Terms USUAL = new Terms(ThinkingNeed.Policy.FULL, 1_000_000, OptionalLong.empty(), 1);
    }

    /** A route as it came, in the rig frame of its time. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Told(double[] aheadMetres, double[] leftMetres, long timeUs) {}

    /** The same in the local frame; NaN where nothing is known. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Waypoints(double[] x, double[] y) {}

    IndependentSession(DrivingModel model, Terms terms) {
        this.model = model;
        this.terms = terms;
        this.need = new ThinkingNeed(terms.policy(), terms.everyUs());
    }

    @Override
    public synchronized void begin(long randomSeed) {
        reset();
        seed = terms.seed().orElse(randomSeed);
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
    public synchronized void route(double[] aheadMetres, double[] leftMetres, long timeUs) {
        told = new Told(aheadMetres.clone(), leftMetres.clone(), timeUs);
    }

    /** The pose of that time may come after the route: only at the decision are both there. */
    private Optional<Waypoints> waypoints() {
        Told route = told;
        if (route == null) {
            return Optional.empty();
        }
        return ego.at(route.timeUs()).map(then -> {
            double[] x = new double[route.aheadMetres().length];
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = then.pose().toX(route.aheadMetres()[i], route.leftMetres()[i]);
                y[i] = then.pose().toY(route.aheadMetres()[i], route.leftMetres()[i]);
            }
            return new Waypoints(x, y);
        });
    }

    @Override
    public synchronized DriveAnswer drive(long nowUs) {
        EgoState now = ego.newest().orElseThrow(() -> new HistoryTooShortException("no egomotion yet"));
        if (ego.spanSeconds() < LEAST_HISTORY_SECONDS) {
            throw new HistoryTooShortException("one pose is no motion");
        }
        if (nowUs - now.timeUs() > STALE_US) {
            throw new HistoryTooShortException("the newest pose is stale");
        }
        Optional<List<byte[]>> pictures = frames.pictures(model.eyes());
        Optional<Waypoints> known = waypoints();
        if (pictures.isEmpty() || known.isEmpty()) {
            return new DriveAnswer(now, Optional.empty(), "", "none");
        }
        Waypoints way = known.get();
        if (frames.newest().orElseThrow().timeUs() - now.timeUs() > BEHIND_FRAME_US) {
            throw new HistoryTooShortException("the newest pose is older than the newest frame");
        }
        RouteLine line = line(way, now);
        RouteLine.Projection here = line.joinAt(now.pose().x(), now.pose().y());
        float[] route = model.canReason() ? tensor(way, now) : RouteTensor.waypoints(line, here.sMetres(), now);
        Plan plan = plan(
                new Observation(pictures.get(), ego.tensor(now), route, RouteTensor.context(line, here.sMetres(), now)),
                now);
        Trajectory wanted = TimedPlan.of(plan, now).retimed(now);
        Assessment assessment = Assessment.of(now, line, here, List.of(), CORRIDOR_METRES);
        boolean approved = assessment.judge(wanted) instanceof Verdict.Approved;
        // Without a radar nobody but the model knows what is ahead: what it may not drive ends in a stop.
        Trajectory chosen = approved ? assessment.capped(wanted) : assessment.comfortableStop();
        return new DriveAnswer(
                now,
                Optional.of(chosen),
                plan.reasoning(),
                approved ? "model" : "stop",
                samples(wanted, plan, now),
                notes(plan, approved, route, now));
    }

    private Plan plan(Observation observation, EgoState now) {
        ThinkingNeed.Choice choice = need.choose(
                new ThinkingNeed.Signs(now.timeUs(), now.speedMetresPerSecond(), observation.route(), Set.of()));
        Plan plan = model.plan(
                observation, Effort.unhurried(choice.thinking(), System.nanoTime(), seed + decisions, terms.samples()));
        decisions++;
        need.thought(now.timeUs(), plan);
        if (plan.thought().thinking() == Thinking.FULL || !model.canReason()) {
            lastWords = plan.reasoning();
        }
        return plan.withReasoning(lastWords);
    }

    private static List<Trajectory> samples(Trajectory wanted, Plan plan, EgoState now) {
        List<Trajectory> samples = new ArrayList<>();
        samples.add(wanted);
        for (Actions other : plan.otherSamples()) {
            Plan sample = new Plan(other.accelerations(), other.curvatures(), "", "", 0);
            samples.add(TimedPlan.of(sample, now).retimed(now));
        }
        return samples;
    }

    private static Map<String, Object> notes(Plan plan, boolean approved, float[] route, EgoState now) {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("command_name", RouteCommand.of(route).name());
        notes.put("safe_trajectory", approved);
        notes.put("meta_action", plan.metaAction());
        notes.put("thinking", plan.thought().thinking() == Thinking.FULL ? "full" : "reflex");
        notes.put("flow_steps", plan.thought().flowSteps());
        List<Contradictions.Contradiction> found =
                Contradictions.in(plan, now.speedMetresPerSecond(), Optional.empty());
        if (!found.isEmpty()) {
            notes.put(
                    "contradiction",
                    found.getFirst().code() + ": " + found.getFirst().detail());
        }
        return notes;
    }

    private static float[] tensor(Waypoints way, EgoState now) {
        float[] out = new float[Observation.WAYPOINTS * 2];
        Arrays.fill(out, Float.NaN);
        for (int i = 0; i < Math.min(Observation.WAYPOINTS, way.x().length); i++) {
            out[i * 2] = (float) now.pose().ahead(way.x()[i], way.y()[i]);
            out[i * 2 + 1] = (float) now.pose().left(way.x()[i], way.y()[i]);
        }
        return out;
    }

    /** The way as far as it is known, then straight on: the horizon of a route is no destination. */
    private static RouteLine line(Waypoints way, EgoState now) {
        List<double[]> known = new ArrayList<>();
        for (int i = 0; i < way.x().length; i++) {
            if (Double.isFinite(way.x()[i]) && Double.isFinite(way.y()[i])) {
                known.add(new double[] {way.x()[i], way.y()[i]});
            }
        }
        if (known.size() < 2) {
            known.clear();
            known.add(new double[] {now.pose().x(), now.pose().y()});
            known.add(new double[] {now.pose().toX(1, 0), now.pose().toY(1, 0)});
        }
        double[] last = known.getLast();
        double[] before = known.get(known.size() - 2);
        double heading = Math.atan2(last[1] - before[1], last[0] - before[0]);
        known.add(new double[] {last[0] + BEYOND_METRES * Math.cos(heading), last[1] + BEYOND_METRES * Math.sin(heading)
        });
        double[] limits = new double[known.size() - 1];
        Arrays.fill(limits, GATE_SPEED_LIMIT);
        return RouteLine.of(
                known.stream().mapToDouble(point -> point[0]).toArray(),
                known.stream().mapToDouble(point -> point[1]).toArray(),
                limits);
    }

    @Override
    public synchronized void reset() {
        ego.clear();
        frames.clear();
        told = null;
        need.forget();
        decisions = 0;
        lastWords = "";
    }
}
