package robotaxi.onboard.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.onboard.mission.Answer;
import robotaxi.onboard.mission.Area;
import robotaxi.onboard.mission.AreaDesk;
import robotaxi.onboard.mission.Emergency;
import robotaxi.onboard.mission.EmergencyDesk;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionPurpose;
import robotaxi.onboard.mission.OperatingArea;
import robotaxi.onboard.mission.Restraint;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Fault;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Rung;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.Trajectory;

/** The loop in a world of arithmetic: the car goes exactly where the returned trajectory says. */
class ClosedLoopTest {
    /** Two streets with a sharp corner, the second one slower. */
    private static final RouteLine ROUTE = RouteLine.of(
            new double[] {0, 60, 120, 120, 120}, new double[] {0, 0, 0, 50, 110}, new double[] {13, 13, 8, 8});

    private final DriveLoop loop = new DriveLoop(true);
    private final Mission mission = new Mission("m", "c", "", MissionPurpose.REPOSITION, ROUTE);
    private Restraint restraint = Restraint.NONE;
    private Supplier<Optional<Fault>> fault = Optional::empty;
    private EgoState ego = new EgoState(0, new Pose2(-3, 1, 0.1), 0, 0, 0, 0);
    private final List<DriveEvent> events = new ArrayList<>();
    private double topSpeed;
    private double farthestOff;
    private double hardestBraking;

    private static Plan plan(double acceleration, double curvature) {
        float[] a = new float[Trajectory.STEPS];
        float[] k = new float[Trajectory.STEPS];
        java.util.Arrays.fill(a, (float) acceleration);
        java.util.Arrays.fill(k, (float) curvature);
        return new Plan(a, k, "because", "keep-lane", 0.9);
    }

    private static Plan modelOf(String kind, EgoState now) {
        return switch (kind) {
            case "reckless" -> plan(3, 0);
            case "paralysed" -> plan(-2, 0);
            case "spinning" -> plan(1, 0.3);
            case "broken" -> plan(Double.NaN, 0);
            default -> plan(now.speedMetresPerSecond() < 10 ? 1 : 0, 0);
        };
    }

    private boolean drive(double seconds, Function<EgoState, Plan> model, Function<Double, List<Track>> world) {
        for (int i = 0; i < seconds * 10; i++) {
            Plan said = model.apply(ego);
            TimedPlan plan = said == null ? null : TimedPlan.of(said, ego);
            Decision decision = loop.tick(new Moment(
                    ego.timeUs(), ego, mission, false, world.apply(ego.timeUs() / 1e6), plan, fault.get(), restraint));
            events.addAll(decision.events());
            if (decision.events().stream().anyMatch(DriveEvent.RouteEnded.class::isInstance)) {
                return true;
            }
            step(decision.trajectory());
        }
        return false;
    }

    private void step(Trajectory next) {
        double acceleration = (next.speed()[1] - ego.speedMetresPerSecond()) / 0.1;
        ego = new EgoState(
                ego.timeUs() + 100_000,
                new Pose2(next.x()[1], next.y()[1], next.yaw()[1]),
                0,
                next.speed()[1],
                acceleration,
                0);
        topSpeed = Math.max(topSpeed, next.speed()[1]);
        hardestBraking = Math.max(hardestBraking, -acceleration);
        farthestOff = Math.max(
                farthestOff,
                Math.abs(ROUTE.project(ego.pose().x(), ego.pose().y(), 0, ROUTE.lengthMetres())
                        .lateralMetres()));
    }

    @ParameterizedTest(name = "model {0}")
    @ValueSource(strings = {"reckless", "paralysed", "spinning", "broken", "sensible"})
    void theCarArrivesOnItsRouteWhateverTheModelSays(String kind) {
        boolean arrived = drive(240, now -> modelOf(kind, now), _ -> List.of());

        assertThat(arrived).isTrue();
        assertThat(topSpeed).isLessThan(13.5);
        assertThat(farthestOff).isLessThan(4.0);
        assertThat(Math.hypot(ego.pose().x() - 120, ego.pose().y() - 110)).isLessThan(2.5);
    }

    @ParameterizedTest(name = "model {0}")
    @ValueSource(strings = {"reckless", "spinning", "sensible"})
    void nothingThatStandsInTheWayIsTouched(String kind) {
        Track parked = new Track("t", 80, 0.3, 0, 0, 4.4, 1.8, "car");

        boolean arrived = drive(30, now -> modelOf(kind, now), _ -> List.of(parked));

        assertThat(arrived).isFalse();
        assertThat(ego.speedMetresPerSecond()).isLessThan(0.1);
        assertThat(ego.pose().x()).isBetween(60.0, 80 - 2.2 - 3.8 - 0.5);
    }

    @Test
    void somebodyWhoStepsOutIsMetWithTheHardestBrakingAndTheCarGoesOnAfterwards() {
        double[] seen = {-1, 0};
        boolean arrived = drive(120, now -> plan(2, 0), now -> {
            if (seen[0] < 0 && ego.pose().x() > 45) {
                seen[0] = now;
                seen[1] = ego.pose().x() + 3.8 + 18;
            }
            boolean there = seen[0] >= 0 && now < seen[0] + 6;
            return there ? List.of(new Track("p", seen[1], 0, 0, 0, 0.5, 0.6, "pedestrian")) : List.of();
        });

        assertThat(hardestBraking).isBetween(3.5, 8.1);
        assertThat(arrived).isTrue();
    }

    @Test
    void withoutAPlanForASecondTheCarStopsInItsLaneAndSaysSo() {
        assertThat(drive(6, now -> plan(1.5, 0), _ -> List.of())).isFalse();
        assertThat(ego.speedMetresPerSecond()).isGreaterThan(5);
        hardestBraking = 0;
        TimedPlan last = TimedPlan.of(plan(0, 0), ego);
        for (int i = 0; i < 80; i++) {
            Decision decision = loop.tick(
                    new Moment(ego.timeUs(), ego, mission, false, List.of(), last, Optional.empty(), Restraint.NONE));
            events.addAll(decision.events());
            step(decision.trajectory());
        }

        assertThat(events).anyMatch(DriveEvent.MinimalRiskBegan.class::isInstance);
        assertThat(ego.speedMetresPerSecond()).isZero();
        assertThat(hardestBraking).isLessThanOrEqualTo(4.1);
    }

    @Test
    void staleEgomotionBringsTheCarToAStopAtOnce() {
        drive(6, now -> plan(1.5, 0), _ -> List.of());
        Decision decision = loop.tick(new Moment(
                ego.timeUs(),
                ego,
                mission,
                false,
                List.of(),
                TimedPlan.of(plan(1, 0), ego),
                Optional.of(Fault.egomotionStale()),
                Restraint.NONE));

        assertThat(decision.source()).isEqualTo("minimal-risk");
        assertThat(decision.events())
                .contains(new DriveEvent.MinimalRiskBegan(
                        Rung.COMFORT_STOP, "sensor.egomotion-stale", "egomotion is stale"));
    }

    private static EmergencyDesk inForce(Emergency.Kind kind, Optional<Area> area) {
        EmergencyDesk desk = new EmergencyDesk();
        assertThat(desk.begin(new Emergency("e", "c", kind, area), true)).isInstanceOf(Answer.Taken.class);
        return desk;
    }

    @Test
    void stopNowIsAStopInTheLaneWithinTheComfortLimitAndTheCarStands() {
        drive(6, now -> modelOf("good", now), _ -> List.of());
        assertThat(ego.speedMetresPerSecond()).isGreaterThan(5);
        hardestBraking = 0;
        double off =
                Math.abs(ROUTE.project(ego.pose().x(), ego.pose().y(), 0, 120).lateralMetres());
        farthestOff = 0;
        restraint = inForce(Emergency.Kind.STOP_NOW, Optional.empty());
        drive(8, now -> modelOf("reckless", now), _ -> List.of());

        assertThat(ego.speedMetresPerSecond()).isZero();
        assertThat(hardestBraking).isBetween(1.0, 4.0);
        assertThat(farthestOff).as("it stays in its lane").isLessThan(off + 0.2);
        double there = ego.pose().x();
        drive(5, now -> modelOf("reckless", now), _ -> List.of());
        assertThat(ego.pose().x()).isEqualTo(there);

        restraint = Restraint.NONE;
        assertThat(drive(90, now -> modelOf("good", now), _ -> List.of()))
                .as("drives on to the end")
                .isTrue();
    }

    @Test
    void pullOverStopsWhereTheRoadIsStraightAndNotInTheTurn() {
        drive(8, now -> modelOf("good", now), _ -> List.of());
        double before = ego.pose().x();
        hardestBraking = 0;
        restraint = inForce(Emergency.Kind.PULL_OVER, Optional.empty());
        assertThat(drive(60, now -> modelOf("good", now), _ -> List.of())).isFalse();

        assertThat(ego.speedMetresPerSecond()).isLessThan(0.2);
        assertThat(events).contains(new DriveEvent.StoppedEarly());
        assertThat(hardestBraking).isLessThanOrEqualTo(4.1);
        assertThat(ego.pose().x()).isGreaterThan(before);
        assertThat(Math.hypot(ego.pose().x() - 120, ego.pose().y()))
                .as("from the corner")
                .isGreaterThan(8);
    }

    @Test
    void aClosedAreaAheadIsNotEntered() {
        Area street = Area.of(new double[] {110, 130, 130, 110}, new double[] {40, 40, 80, 80});
        drive(4, now -> modelOf("good", now), _ -> List.of());
        restraint = inForce(Emergency.Kind.AVOID_AREA, Optional.of(street));
        assertThat(drive(60, now -> modelOf("reckless", now), _ -> List.of())).isFalse();

        assertThat(ego.speedMetresPerSecond()).isLessThan(0.2);
        assertThat(events).contains(new DriveEvent.StoppedEarly());
        assertThat(ego.pose().y()).isLessThan(36);
    }

    private static AreaDesk bound(double west, double south, double east, double north) {
        AreaDesk desk = new AreaDesk();
        var ring = new OperatingArea.Ring(
                new double[] {west, east, east, west}, new double[] {south, south, north, north});
        desk.bind(OperatingArea.of("town", 1, List.of(ring)));
        return desk;
    }

    @ParameterizedTest(name = "model {0}")
    @ValueSource(strings = {"reckless", "spinning", "sensible"})
    void theBoundaryOfTheOperatingAreaIsNotCrossedWhateverTheModelSays(String kind) {
        drive(4, now -> modelOf("good", now), _ -> List.of());
        AreaDesk desk = bound(-50, -50, 200, 60);
        restraint = desk;
        assertThat(drive(60, now -> modelOf(kind, now), _ -> List.of())).isFalse();

        assertThat(ego.speedMetresPerSecond()).isLessThan(0.2);
        assertThat(events).contains(new DriveEvent.StoppedEarly());
        assertThat(ego.pose().y() + 3.8).as("its front bumper").isBetween(45.0, 60.0);
        assertThat(desk.endsMission(loop.here().orElseThrow().sMetres())).isTrue();
        assertThat(desk.isOutside(ego.pose().x(), ego.pose().y())).isFalse();
    }

    @Test
    void anAreaThatShrinksTooLateToStopForMakesTheCarPullOver() {
        AreaDesk desk = bound(-50, -50, 200, 200);
        restraint = desk;
        fault = () ->
                desk.look(ego.pose().x(), ego.pose().y(), Optional.of(mission)).map(_ -> Fault.outsideArea());
        drive(6, now -> modelOf("good", now), _ -> List.of());
        assertThat(events).noneMatch(DriveEvent.MinimalRiskBegan.class::isInstance);
        double x = ego.pose().x();
        assertThat(ego.speedMetresPerSecond()).isGreaterThan(5);
        hardestBraking = 0;
        var west = new OperatingArea.Ring(new double[] {-50, x - 12, x - 12, -50}, new double[] {-50, -50, 200, 200});
        desk.bind(OperatingArea.of("town", 2, List.of(west)));
        drive(10, now -> modelOf("reckless", now), _ -> List.of());

        assertThat(events)
                .contains(new DriveEvent.MinimalRiskBegan(
                        Rung.PULL_OVER, "area.outside", "the car is outside of its operating area"));
        assertThat(events).contains(new DriveEvent.MinimalRiskReached(Rung.PULL_OVER, "area.outside"));
        assertThat(ego.speedMetresPerSecond()).isZero();
        assertThat(hardestBraking).isBetween(1.0, 4.1);
    }

    @Test
    void aCarOutsideStandsUntilAPersonLetsItGoAndThenDrivesBackIn() {
        AreaDesk desk = bound(60, 40, 200, 200);
        restraint = desk;
        fault = () ->
                desk.look(ego.pose().x(), ego.pose().y(), Optional.of(mission)).map(_ -> Fault.outsideArea());
        assertThat(drive(20, now -> modelOf("good", now), _ -> List.of())).isFalse();
        assertThat(Math.hypot(ego.pose().x() + 3, ego.pose().y() - 1)).isLessThan(0.5);
        assertThat(loop.release()).as("while it may not").isFalse();

        desk.letGo(mission, 0);
        drive(0.1, now -> modelOf("good", now), _ -> List.of());
        assertThat(loop.release()).isTrue();
        assertThat(drive(90, now -> modelOf("good", now), _ -> List.of())).isTrue();
    }
}
