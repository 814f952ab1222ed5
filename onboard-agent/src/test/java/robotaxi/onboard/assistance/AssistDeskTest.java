package robotaxi.onboard.assistance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.onboard.assistance.AdviceVerdict.Reason;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionPurpose;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.Assessment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.RiskState;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.Trajectory;

/** What the car asks and which advice it takes, tick by tick, with the clocks in our hands. */
class AssistDeskTest {
    private static final RouteLine ROUTE = RouteLine.of(new double[] {0, 200}, new double[] {0, 0}, new double[] {10});
    private static final Mission MISSION = new Mission("m", "c", "", MissionPurpose.DROPOFF, ROUTE);
    private static final Track PARKED = new Track("parked", 29.5, -0.9, 0, 0, 4.4, 1.8, "car");
    private static final Track BESIDE = new Track("beside", 29.5, 1.7, 0, 0, 4.4, 1.8, "car");
    private static final long SECOND = 1_000_000_000L;

    private final AtomicInteger ids = new AtomicInteger();
    private final AssistDesk desk = new AssistDesk(AssistDesk.Settings.USUAL, () -> "q" + ids.incrementAndGet());
    private final List<AssistNews> news = new ArrayList<>();
    private List<Track> tracks = List.of(PARKED);
    private double x = 20;
    private double speed;
    private long nowNanos = 1;
    private boolean held;
    private boolean waitsForRelease;
    private boolean mayDrive = true;
    private boolean outside;
    private boolean linkIsUp = true;
    private boolean isOpen = true;

    private void pass(double seconds) {
        for (int i = 0; i < Math.round(seconds * 10); i++) {
            nowNanos += SECOND / 10;
            news.addAll(desk.tick(situation(MISSION), route -> isOpen));
        }
    }

    private Situation situation(@Nullable Mission mission) {
        EgoState ego = new EgoState(nowNanos / 1000, new Pose2(x, 0, 0), 0, speed, 0, 0);
        RouteLine.Projection here = ROUTE.project(x, 0, 0, 200);
        return new Situation(
                nowNanos / 1000,
                nowNanos,
                ego,
                mission,
                ROUTE,
                here,
                Assessment.of(ego, ROUTE, here, tracks).lead(),
                tracks,
                waitsForRelease || !mayDrive || outside ? RiskState.Mode.CONDITION : RiskState.Mode.NORMAL,
                waitsForRelease,
                mayDrive,
                outside,
                held,
                false,
                linkIsUp);
    }

    @Test
    void aCarThatHasStoppedItselfAsksToBeLetGoAndHearsTheAnswerOnce() {
        waitsForRelease = true;
        Question question = asked();
        assertThat(question.cause()).isEqualTo(Cause.STOPPED_ITSELF);
        assertThat(question.scene().offers())
                .extracting(Offer::id)
                .containsExactly("release", "wait", "closed", "stop");

        assertThat(desk.takeRelease()).isFalse();
        assertThat(advise(question, new Advice.Choose("release"))).isInstanceOf(AdviceVerdict.Accepted.class);
        assertThat(desk.takeRelease()).isTrue();
        assertThat(desk.takeRelease()).isFalse();
    }

    @Test
    void aCarWhoseReleaseMayNotDriveSaysSoAndOffersNoWayOn() {
        mayDrive = false;
        Question question = asked();
        assertThat(question.cause()).isEqualTo(Cause.NOT_PERMITTED);
        assertThat(question.scene().offers()).extracting(Offer::id).containsExactly("wait", "closed", "stop");
    }

    @Test
    void aCarOutsideOfItsAreaSaysSoAndDrivesBackInOnlyWhereItsRouteLeadsThere() {
        outside = true;
        Question question = asked();
        assertThat(question.cause()).isEqualTo(Cause.OUTSIDE_AREA);
        assertThat(question.scene().offers()).extracting(Offer::id).containsExactly("wait", "closed", "stop");

        waitsForRelease = true;
        pass(1);
        assertThat(desk.question().orElseThrow().scene().offer("release"))
                .hasValueSatisfying(
                        offer -> assertThat(offer.words()).isEqualTo("Let the car drive back into its area"));
    }

    @Test
    void nobodyIsLetGoWhoIsInNoMinimalRiskCondition() {
        Question question = asked();
        assertThat(advise(question, new Advice.Choose("release")))
                .isInstanceOfSatisfying(
                        AdviceVerdict.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(AdviceVerdict.Reason.UNKNOWN_OPTION));
        assertThat(desk.takeRelease()).isFalse();
    }

    private Question asked() {
        pass(11);
        return desk.question().orElseThrow();
    }

    private AdviceVerdict advise(Question question, String scene, Advice advice) {
        return desk.advise("command", question.id(), scene, advice, route -> isOpen, nowNanos)
                .verdict();
    }

    private AdviceVerdict advise(Question question, Advice advice) {
        return advise(question, question.scene().id(), advice);
    }

    private static Reason reason(AdviceVerdict verdict) {
        return ((AdviceVerdict.Refused) verdict).reason();
    }

    @Test
    void whoWaitsForLessThanTheCarsPatienceIsNotAskedAbout() {
        pass(9.9);
        speed = 1;
        pass(0.2);
        speed = 0;
        pass(9.9);

        assertThat(news).isEmpty();
    }

    @Test
    void anEmergencyIsNoQuestion() {
        held = true;
        pass(30);

        assertThat(news).isEmpty();
    }

    @Test
    void aQuestionOffersOnlyWhatTheCarWouldTake() {
        Question question = asked();

        assertThat(question.cause()).isEqualTo(Cause.BLOCKED);
        assertThat(question.scene().offers()).extracting(Offer::id).contains("left", "wait", "closed", "stop");
        assertThat(advise(question, new Advice.Choose("left"))).isInstanceOf(AdviceVerdict.Accepted.class);
        assertThat(desk.driven(MISSION).route().lengthMetres()).isGreaterThan(200);
    }

    @Test
    void anotherChoiceIsAnotherSceneAndTheOldOneIsRefused() {
        Question question = asked();
        tracks = List.of(PARKED, BESIDE);
        pass(0.1);
        assertThat(reason(advise(question, new Advice.Choose("wait")))).isEqualTo(Reason.STALE_SCENE);
        pass(0.3);

        assertThat(desk.question().orElseThrow().scene().offers())
                .extracting(Offer::id)
                .doesNotContain("left");
        assertThat(reason(advise(question, new Advice.Choose("left")))).isEqualTo(Reason.STALE_SCENE);
    }

    @Test
    void aPictureThatCouldNotLeaveMakesTheAdviceStale() {
        Question question = asked();
        linkIsUp = false;
        pass(4.2);

        assertThat(reason(advise(question, new Advice.Choose("wait")))).isEqualTo(Reason.STALE_SCENE);
    }

    @Test
    void adviceIsTakenOnceAndNeverAfterItsTime() {
        Question question = asked();
        assertThat(advise(question, new Advice.Wait(10))).isInstanceOf(AdviceVerdict.Accepted.class);
        assertThat(reason(advise(question, new Advice.Wait(10)))).isEqualTo(Reason.ADVISED_ALREADY);
        assertThat(desk.stopsNow()).isTrue();
        pass(10.1);
        assertThat(desk.stopsNow()).isFalse();

        pass(20);
        Question second = desk.question().orElseThrow();
        nowNanos = second.expiresNanos();
        assertThat(reason(advise(second, new Advice.Wait(10)))).isEqualTo(Reason.EXPIRED);
        assertThat(reason(advise(question, new Advice.Wait(10)))).isEqualTo(Reason.NO_QUESTION);
    }

    @Test
    void aCarThatGoesOnByItselfTakesItsQuestionBack() {
        Question question = asked();
        x += 2;
        pass(0.1);

        assertThat(news.getLast())
                .isEqualTo(new AssistNews.Closed(question.id(), AssistNews.End.MOVED_ON, "the car goes on by itself"));
        assertThat(reason(advise(question, new Advice.Choose("left")))).isEqualTo(Reason.NO_QUESTION);
    }

    @Test
    void withNoAnswerTheQuestionExpiresAndIsAskedAnew() {
        Question question = asked();
        pass(75);

        assertThat(news)
                .anyMatch(said -> said.equals(
                        new AssistNews.Closed(question.id(), AssistNews.End.EXPIRED, "nobody has answered")));
        assertThat(desk.question().orElseThrow().id()).isNotEqualTo(question.id());
    }

    @Test
    void whatIsNoWayIsRefusedForItsReason() {
        Question question = asked();

        assertThat(reason(advise(question, way(1)))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(advise(question, way(5, Double.NaN, 10, 0)))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(advise(question, way(5, 2, 12, 6, 25, 2)))).isEqualTo(Reason.OUTSIDE_AREA);
        assertThat(reason(advise(question, way(5, 0, 15, 0, 30, 0)))).isEqualTo(Reason.UNSAFE);
        assertThat(reason(advise(question, way(5, 2, 30, 2)))).isEqualTo(Reason.NOT_DRIVABLE);
        assertThat(reason(advise(question, way(5, 0, 12, 2, 6, 2)))).isEqualTo(Reason.NOT_DRIVABLE);
        assertThat(reason(advise(question, new Advice.Choose("fly")))).isEqualTo(Reason.UNKNOWN_OPTION);
        isOpen = false;
        pass(0.4);
        assertThat(reason(advise(desk.question().orElseThrow(), way(5, 1, 10, 2, 20, 2))))
                .isEqualTo(Reason.OUTSIDE_AREA);
    }

    private static Advice way(double... aheadAndLeft) {
        List<Advice.Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < aheadAndLeft.length; i += 2) {
            points.add(new Advice.Point(aheadAndLeft[i], aheadAndLeft[i + 1]));
        }
        return new Advice.Drive(points);
    }

    /** Whatever somebody draws: what the car takes it drives without touching anything. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsAcceptedTouchesNothing(long seed) {
        Random chance = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 120; i++) {
            AssistDesk fresh = new AssistDesk(AssistDesk.Settings.USUAL, () -> "q");
            tracks = List.of(
                    new Track(
                            "parked",
                            27 + 6 * chance.nextDouble(),
                            -1.8 + 1.8 * chance.nextDouble(),
                            0,
                            0,
                            4.4,
                            1.8,
                            "car"),
                    new Track(
                            "other",
                            30 + 20 * chance.nextDouble(),
                            2 + 3 * chance.nextDouble(),
                            0,
                            0,
                            4.4,
                            1.8,
                            "car"));
            nowNanos += SECOND;
            var _ = fresh.tick(situation(MISSION), route -> true);
            nowNanos += 11 * SECOND;
            var _ = fresh.tick(situation(MISSION), route -> true);
            double left = -1 + 4 * chance.nextDouble();
            double ramp = 4 + 6 * chance.nextDouble();
            Advice drawn = way(ramp / 2, left / 2, ramp, left, ramp + 10, left, ramp + 22, left * chance.nextDouble());
            Question question = fresh.question().orElseThrow();
            AdviceVerdict verdict = fresh.advise("c", "q", question.scene().id(), drawn, route -> true, nowNanos)
                    .verdict();
            if (verdict instanceof AdviceVerdict.Accepted) {
                taken++;
                assertThat(touches(fresh.driven(MISSION).route(), tracks))
                        .as("case " + i)
                        .isFalse();
            }
        }
        assertThat(taken).isBetween(3, 117);
    }

    /** Drives along the route with the supervisor in force, and looks where all of the car is. */
    private boolean touches(RouteLine route, List<Track> others) {
        EgoState ego = new EgoState(0, new Pose2(x, 0, 0), 0, 0, 0, 0);
        for (int tick = 0; tick < 300; tick++) {
            RouteLine.Projection here = route.project(
                    ego.pose().x(),
                    ego.pose().y(),
                    Math.max(0, ego.pose().x() - 12),
                    ego.pose().x() + 15);
            Trajectory plan = Assessment.of(ego, route, here, others).fallback();
            ego = new EgoState(0, new Pose2(plan.x()[1], plan.y()[1], plan.yaw()[1]), 0, plan.speed()[1], 0, 0);
            Pose2 pose = ego.pose();
            for (double ahead = -1; ahead <= 3.8; ahead += 0.4) {
                for (double side = -0.95; side <= 0.96; side += 0.475) {
                    double px = pose.toX(ahead, side);
                    double py = pose.toY(ahead, side);
                    if (others.stream()
                            .anyMatch(track -> Math.abs(px - track.x()) < track.lengthMetres() / 2
                                    && Math.abs(py - track.y()) < track.widthMetres() / 2)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
