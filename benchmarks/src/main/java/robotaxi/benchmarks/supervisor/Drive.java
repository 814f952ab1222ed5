package robotaxi.benchmarks.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.drive.Decision;
import robotaxi.onboard.drive.DriveLoop;
import robotaxi.onboard.drive.Moment;
import robotaxi.onboard.drive.TimedPlan;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionPurpose;
import robotaxi.onboard.mission.Restraint;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Fault;
import robotaxi.onboard.supervisor.HealthWatch;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.Trajectory;

/**
 * One scenario driven by the car's own control loop. The car answers with a lag of 0.15 s, steers with one of 0.1 s, and sees others
 * as they were a tick ago.
 */
final class Drive {
    /** The car's box, as the supervisor knows it. */
    static final double FRONT = 3.8;

    private static final double REAR = 1.0;
    private static final double HALF_WIDTH = 0.95;
    private static final int STEPS_PER_TICK = 5;
    private static final double ACCELERATION_LAG = 0.15;
    private static final double STEERING_LAG = 0.1;
    private static final double HARDEST_BRAKING = 8.5;
    private static final int PLAN_EVERY_TICKS = 2;

    private final Scenario scenario;
    private final DriveLoop loop = new DriveLoop(false);
    private final HealthWatch health = new HealthWatch();
    private final Mission mission;
    private final SplittableRandom chance;
    private final List<State> states = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private Pose2 pose;
    private double speed;
    private double acceleration;
    private double curvature;
    private @Nullable TimedPlan plan;
    private @Nullable EgoState lastSensed;
    private List<Track> lastTracks = List.of();
    private double whimAcceleration;
    private double whimCurvature;

    /** The car at a physics step. */
    record State(Pose2 pose, double speed, double acceleration) {
        Box box() {
            double middle = (FRONT - REAR) / 2;
            return new Box(pose.toX(middle, 0), pose.toY(middle, 0), pose.yaw(), (FRONT + REAR) / 2, HALF_WIDTH);
        }
    }

    /**
     * How it went.
     *
     * @param sources what was driven, a tick each
     * @param touchedStep the first step at which the car touches somebody, -1 if none
     */
    record Course(List<State> states, List<String> sources, int touchedStep, int touchedActor) {}

    Drive(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.chance = new SplittableRandom(seed);
        this.mission = new Mission("m", "c", "", MissionPurpose.REPOSITION, scenario.road());
        double s = Scenario.startMetres();
        this.pose = new Pose2(
                scenario.road().xAt(s), scenario.road().yAt(s), scenario.road().headingAt(s));
        this.speed = scenario.speed();
    }

    State begin() {
        return new State(pose, speed, acceleration);
    }

    Course run() {
        int steps = (int) (Scenario.SECONDS / Actor.STEP_SECONDS);
        for (int step = 0; step < steps; step++) {
            states.add(new State(pose, speed, acceleration));
            int touched = touched(step);
            if (touched >= 0) {
                return new Course(states, sources, step, touched);
            }
            if (step % STEPS_PER_TICK == 0) {
                command = tick(step);
            }
            move();
        }
        return new Course(states, sources, -1, -1);
    }

    private Trajectory command = Trajectory.standing(new Pose2(0, 0, 0));

    private int touched(int step) {
        Box own = states.getLast().box();
        for (int i = 0; i < scenario.actors().size(); i++) {
            if (own.touches(scenario.actors().get(i).box(scenario.road(), step))) {
                return i;
            }
        }
        return -1;
    }

    private boolean fails(Scenario.Failure failure, int step) {
        return scenario.failure() == failure && step * Actor.STEP_SECONDS >= scenario.failsAtSeconds();
    }

    private Trajectory tick(int step) {
        long nowUs = 1_000_000L + Math.round(step * Actor.STEP_SECONDS * 1e6);
        if (lastSensed == null || !fails(Scenario.Failure.EGOMOTION, step)) {
            lastSensed = new EgoState(nowUs, pose, 0, speed, acceleration, curvature * speed);
        }
        EgoState ego = lastSensed;
        long busUs = fails(Scenario.Failure.WIRES, step) ? failedAtUs() : nowUs;
        if (busUs == nowUs) {
            lastTracks = seen(Math.max(0, step - STEPS_PER_TICK));
        }
        if (!fails(Scenario.Failure.MODEL, step) && sources.size() % PLAN_EVERY_TICKS == 0) {
            plan = TimedPlan.of(think(ego), ego);
        }
        long clockUs = fails(Scenario.Failure.CLOCK, step) ? nowUs - 1_000_000 : nowUs;
        Optional<Fault> fault = health.look(new HealthWatch.Inputs(clockUs, ego.timeUs(), busUs, false));
        Decision decision = loop.tick(new Moment(nowUs, ego, mission, false, lastTracks, plan, fault, Restraint.NONE));
        sources.add(decision.source());
        return decision.trajectory();
    }

    private long failedAtUs() {
        return 1_000_000L + Math.round(scenario.failsAtSeconds() * 10) * 100_000;
    }

    private List<Track> seen(int step) {
        RouteLine road = scenario.road();
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i < scenario.actors().size(); i++) {
            Actor actor = scenario.actors().get(i);
            Box box = actor.box(road, step);
            double way = road.headingAt(actor.s()[step]);
            double vs = actor.vs()[step];
            double vd = actor.vd()[step];
            tracks.add(new Track(
                    "t" + i,
                    box.x(),
                    box.y(),
                    vs * Math.cos(way) - vd * Math.sin(way),
                    vs * Math.sin(way) + vd * Math.cos(way),
                    actor.length(),
                    actor.width(),
                    actor.kind()));
        }
        return tracks;
    }

    private Plan think(EgoState ego) {
        float[] a = new float[Trajectory.STEPS];
        float[] k = new float[Trajectory.STEPS];
        whimAcceleration = Math.clamp(whimAcceleration + (chance.nextDouble() - 0.5) * 4, -6, 3);
        whimCurvature = Math.clamp(whimCurvature + (chance.nextDouble() - 0.5) * 0.03, -0.1, 0.1);
        double s =
                scenario.road().project(ego.pose().x(), ego.pose().y(), 0, 320).sMetres();
        double ahead = Math.max(4, ego.speedMetresPerSecond());
        double left =
                ego.pose().left(scenario.road().xAt(s + ahead), scenario.road().yAt(s + ahead));
        double along = 2 * left / (ahead * ahead);
        double wanted = scenario.road().limitAt(s) - ego.speedMetresPerSecond();
        java.util.Arrays.fill(a, (float)
                switch (scenario.mind()) {
                    case SENSIBLE -> Math.clamp(wanted / 2, -1.5, 1.2);
                    case RECKLESS -> 2.5;
                    case ERRATIC -> whimAcceleration;
                    case PARALYSED -> -1.5;
                    case BROKEN -> chance.nextInt(3) == 0 ? Double.NaN : 1;
                });
        java.util.Arrays.fill(k, (float) (scenario.mind() == Scenario.Mind.ERRATIC ? whimCurvature : along));
        return new Plan(a, k, "", "", 0.9);
    }

    /** Where the command has the car half a second from now is where it steers to. */
    private void move() {
        double dt = Actor.STEP_SECONDS;
        double wantedAcceleration = Math.clamp(
                (command.speed()[2] - command.speed()[0]) / (2 * Trajectory.STEP_SECONDS), -HARDEST_BRAKING, 3);
        if (command.speed()[2] < 0.05 && speed < 0.3) {
            wantedAcceleration = -speed / 0.1;
        }
        acceleration += (wantedAcceleration - acceleration) * dt / ACCELERATION_LAG;
        int at = 5;
        while (at < Trajectory.STEPS && Math.hypot(command.x()[at] - pose.x(), command.y()[at] - pose.y()) < 2.5) {
            at++;
        }
        double ahead = pose.ahead(command.x()[at], command.y()[at]);
        double left = pose.left(command.x()[at], command.y()[at]);
        double square = ahead * ahead + left * left;
        double wantedCurvature = ahead < 0.5 ? curvature : Math.clamp(2 * left / square, -0.19, 0.19);
        curvature += (wantedCurvature - curvature) * dt / STEERING_LAG;
        double next = Math.max(0, speed + acceleration * dt);
        double way = (speed + next) / 2 * dt;
        double yaw = pose.yaw() + curvature * way;
        pose = new Pose2(pose.x() + way * Math.cos(yaw), pose.y() + way * Math.sin(yaw), yaw);
        speed = next;
    }
}
