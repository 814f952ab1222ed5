package robotaxi.benchmarks.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import robotaxi.onboard.drive.Decision;
import robotaxi.onboard.drive.DriveLoop;
import robotaxi.onboard.drive.TimedPlan;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionPurpose;
import robotaxi.onboard.mission.Restraint;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.model.Deliberation;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.model.TickBudget;
import robotaxi.onboard.model.Vocabulary;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;

/**
 * A simulated hour of a car whose model stalls: the agent's own deliberation and drive loop, in the time that the graphs were measured to
 * take. A tick is missed when its decision is not there 100 ms after it began, or is none.
 */
public final class StalledHour {
    private static final long TICK_NANOS = 100_000_000;
    private static final long LATENESS_NANOS = 2_000_000;
    private static final double STALLS_A_TICK = 1.0 / 150;
    private static final double SLOWEST = 12;
    private static final long LONGEST_NANOS = 4_000_000_000L;
    private static final int FULL_EVERY = 10;
    private static final double LONG_WAY = 1_000_000;
    private static final Observation NOTHING = new Observation(
            List.of(), new float[Observation.HISTORY * 4], new float[Observation.WAYPOINTS * 2], new float[4]);

    private final StallingGraphs graphs;
    private final SplittableRandom chance;
    private final Deliberation deliberation;
    private final DriveLoop loop = new DriveLoop(true);
    private final Mission mission = new Mission("hour", "", "", MissionPurpose.REPOSITION, straight());
    private final Map<String, Integer> ends = new TreeMap<>();
    private EgoState ego = new EgoState(0, new Pose2(0, 0, 0), 0, 8, 0, 0);
    private TimedPlan plan =
            TimedPlan.of(new robotaxi.onboard.model.Plan(new float[64], new float[64], "", "", 1), ego);
    private int missed;
    private int stalls;
    private int cut;
    private int stopped;

    /** What came of it. */
    public record Result(int ticks, int missed, int stalls, int cut, int stopped, Map<String, Integer> ends) {}

    /** With what graphs cost. */
    public StalledHour(Costs costs, Deliberation.FlowSteps flow, long seed) {
        chance = new SplittableRandom(seed);
        graphs = new StallingGraphs(costs, chance.split());
        Vocabulary words = new Vocabulary(List.of("<pad>", "<bos>", "<eos>", "go"), 0, 1, 2, 22);
        deliberation = new Deliberation(graphs, words, flow, new TickBudget.Costs(), graphs::now);
    }

    private static RouteLine straight() {
        return RouteLine.of(new double[] {0, LONG_WAY}, new double[] {0, 0}, new double[] {14});
    }

    /** Drives so many ticks. */
    public Result run(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            long begin = tick * TICK_NANOS;
            graphs.moveTo(Math.max(graphs.now(), begin));
            perhapsStall();
            think(tick, begin);
            decide(graphs.now() - begin > TICK_NANOS + LATENESS_NANOS);
        }
        return new Result(ticks, missed, stalls, cut, stopped, ends);
    }

    private void perhapsStall() {
        if (!graphs.isStalled() && chance.nextDouble() < STALLS_A_TICK) {
            stalls++;
            long from = graphs.now() + (long) (chance.nextDouble() * TICK_NANOS / 2);
            boolean hangs = chance.nextBoolean();
            double factor = hangs ? Double.POSITIVE_INFINITY : 1 + chance.nextDouble() * SLOWEST;
            graphs.stall(from, from + (long) (chance.nextDouble() * LONGEST_NANOS), factor);
        }
    }

    private void think(int tick, long begin) {
        Thinking how = tick % FULL_EVERY == 0 ? Thinking.FULL : Thinking.REFLEX;
        try {
            var made = deliberation.plan(NOTHING, Effort.within(how, begin + TICK_NANOS, tick));
            plan = TimedPlan.of(made, ego);
            cut += made.thought().cutShort()
                            || made.thought().asked() != made.thought().thinking()
                    ? 1
                    : 0;
        } catch (ModelFaultException e) {
            stopped++;
        }
    }

    private void decide(boolean late) {
        Decision decision = loop.tick(new robotaxi.onboard.drive.Moment(
                ego.timeUs(), ego, mission, false, List.of(), plan, Optional.empty(), Restraint.NONE));
        ends.merge(decision.source(), 1, Integer::sum);
        boolean none = decision.source().equals("standing")
                || !Double.isFinite(decision.trajectory().x()[1]);
        missed += late || none ? 1 : 0;
        var next = decision.trajectory();
        ego = new EgoState(
                ego.timeUs() + TICK_NANOS / 1000,
                new Pose2(next.x()[1], next.y()[1], next.yaw()[1]),
                0,
                next.speed()[1],
                0,
                0);
    }
}
