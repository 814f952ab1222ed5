package robotaxi.onboard.assistance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.assistance.AdviceVerdict.Accepted;
import robotaxi.onboard.assistance.AdviceVerdict.Reason;
import robotaxi.onboard.assistance.AdviceVerdict.Refused;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.Restraint;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.RiskState;

/**
 * Asks when the car stands and cannot go on, keeps the question true while it is open, and judges each advice once.
 * <pre>
 *   QUIET ──stands for the patience──▶ ASKING ──accepted──▶ ADVISED ──the advice is done──▶ QUIET
 *     ▲                                  │ moved on, mission over, minimal risk, expired
 *     └──────────────────────────────────┘
 * </pre>
 * Whatever is advised, the supervisor judges each plan as ever; with no answer, or no link, the car stands with its hazard lights as
 * it did before. Not safe for use by several threads: its owner guards it.
 */
public final class AssistDesk implements Restraint {
    private static final double MOVED_METRES = 1.5;
    private static final int LONGEST_WAIT_SECONDS = 120;

    /** What may be offered is worked out anew so often while a question is open, and once more when an advice is judged. */
    private static final long LOOK_NANOS = 250_000_000;

    private final Settings settings;
    private final Supplier<String> ids;
    private long standsSinceUs = -1;
    private long quietUntilNanos;
    private long shownNanos;
    private long lookedNanos;
    private int scenes;
    private @Nullable Question question;
    private @Nullable Situation latest;
    private @Nullable Advised advised;
    private Course course = new Course.Own();
    private boolean isReleased;

    private record Advised(Question question, long untilNanos) {}

    /**
     * How the car asks.
     *
     * @param patienceUs how long it stands before it asks
     * @param openNanos how long a question holds
     * @param pictureNanos time between two pictures of an open question
     * @param staleNanos an advice is too old when the fleet was shown nothing for so long
     * @param pauseNanos time between two questions
     * @param courseNanos time that an advised way may take
     */
    public record Settings(
            long patienceUs, long openNanos, long pictureNanos, long staleNanos, long pauseNanos, long courseNanos) {
        /** Ten seconds of patience, a minute for the answer, a picture each 0.7 s. */
        public static final Settings USUAL = new Settings(
                10_000_000, 60_000_000_000L, 700_000_000L, 4_000_000_000L, 5_000_000_000L, 45_000_000_000L);
    }

    /**
     * A desk.
     *
     * @param ids makes ids for questions, unique in the fleet
     */
    public AssistDesk(Settings settings, Supplier<String> ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /**
     * One control tick.
     *
     * @param isOpen whether a route leads through no closed area
     */
    public List<AssistNews> tick(Situation now, Predicate<RouteLine> isOpen) {
        latest = now;
        List<AssistNews> news = new ArrayList<>();
        if (advised != null) {
            follow(now, advised, news);
        } else if (question != null) {
            keepTrue(now, question, isOpen, news);
        } else {
            listen(now, isOpen, news);
        }
        if (now.mission() == null || isOfAnotherMission(now.mission())) {
            course = new Course.Own();
        }
        return news;
    }

    private boolean isOfAnotherMission(Mission mission) {
        return course instanceof Course.Around around && !around.missionId().equals(mission.missionId());
    }

    private void listen(Situation now, Predicate<RouteLine> isOpen, List<AssistNews> news) {
        Mission mission = now.mission();
        if (mission == null || now.held() || !now.stands() || now.risk() == RiskState.Mode.MANOEUVRE) {
            standsSinceUs = -1;
            return;
        }
        if (standsSinceUs < 0) {
            standsSinceUs = now.nowUs();
        }
        boolean patient = now.nowUs() - standsSinceUs < settings.patienceUs();
        boolean askedJustNow = quietUntilNanos != 0 && now.nowNanos() - quietUntilNanos < 0;
        if (patient || askedJustNow) {
            return;
        }
        String id = ids.get();
        Question asked = new Question(
                id, cause(now), mission.missionId(), now.nowNanos() + settings.openNanos(), scene(id, now, isOpen));
        question = asked;
        shownNanos = now.nowNanos();
        news.add(new AssistNews.Asked(asked));
    }

    private static Cause cause(Situation now) {
        if (!now.mayDrive()) {
            return Cause.NOT_PERMITTED;
        }
        if (now.outside()) {
            return Cause.OUTSIDE_AREA;
        }
        if (now.waitsForRelease()) {
            return Cause.STOPPED_ITSELF;
        }
        if (now.lead().isPresent() && Math.abs(now.lead().get().speedMetresPerSecond()) < 0.5) {
            return Cause.BLOCKED;
        }
        return now.doubtful() ? Cause.UNSURE : Cause.STUCK;
    }

    private Scene scene(String questionId, Situation now, Predicate<RouteLine> isOpen) {
        return new Scene(questionId + "/" + ++scenes, now.ego().pose(), new Offers(now, isOpen).make());
    }

    private void keepTrue(Situation now, Question open, Predicate<RouteLine> isOpen, List<AssistNews> news) {
        Mission mission = now.mission();
        if (mission == null || !mission.missionId().equals(open.missionId())) {
            close(now, open.id(), AssistNews.End.MISSION_OVER, "another mission, or none", news);
        } else if (movedFrom(open.scene(), now) > MOVED_METRES) {
            close(now, open.id(), AssistNews.End.MOVED_ON, "the car goes on by itself", news);
        } else if (now.nowNanos() - open.expiresNanos() >= 0) {
            close(now, open.id(), AssistNews.End.EXPIRED, "nobody has answered", news);
        } else {
            show(now, open, isOpen, news);
        }
    }

    /** Another choice is told as soon as it is seen, since the old one holds no longer; the same one when it is time for a picture. */
    private void show(Situation now, Question open, Predicate<RouteLine> isOpen, List<AssistNews> news) {
        if (now.nowNanos() - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now.nowNanos();
        Optional<Scene> other = another(now, open, isOpen);
        boolean isTime = now.nowNanos() - shownNanos >= settings.pictureNanos() && now.keepsUp();
        if (other.isPresent() || isTime) {
            Scene scene = other.orElse(open.scene());
            question = open.with(scene);
            shownNanos = now.nowNanos();
            news.add(new AssistNews.Seen(open.id(), scene));
        }
    }

    /** The scene as it is now, if that is another than the fleet was shown. */
    private Optional<Scene> another(Situation now, Question open, Predicate<RouteLine> isOpen) {
        Scene scene = scene(open.id(), now, isOpen);
        if (isSame(scene, open.scene())) {
            scenes--;
            return Optional.empty();
        }
        return Optional.of(scene);
    }

    /** The same choice: points that were seen from elsewhere, if only by a hand's breadth, are others for a person's eyes alone. */
    private static boolean isSame(Scene one, Scene other) {
        return Math.hypot(
                                one.pose().x() - other.pose().x(),
                                one.pose().y() - other.pose().y())
                        < 0.2
                && one.offers().stream()
                        .map(Offer::id)
                        .toList()
                        .equals(other.offers().stream().map(Offer::id).toList());
    }

    private static double movedFrom(Scene scene, Situation now) {
        return Math.hypot(
                now.ego().pose().x() - scene.pose().x(),
                now.ego().pose().y() - scene.pose().y());
    }

    private void close(Situation now, String id, AssistNews.End end, String detail, List<AssistNews> news) {
        question = null;
        advised = null;
        standsSinceUs = -1;
        quietUntilNanos = now.nowNanos() + settings.pauseNanos();
        news.add(new AssistNews.Closed(id, end, detail));
    }

    private void follow(Situation now, Advised taken, List<AssistNews> news) {
        String id = taken.question().id();
        Mission mission = now.mission();
        if (mission == null || !mission.missionId().equals(taken.question().missionId())) {
            close(now, id, AssistNews.End.MISSION_OVER, "the mission is over", news);
        } else if (movedFrom(taken.question().scene(), now) > MOVED_METRES) {
            close(now, id, AssistNews.End.MOVED_ON, "the car goes on as advised", news);
        } else if (now.risk() == RiskState.Mode.MANOEUVRE) {
            close(now, id, AssistNews.End.MINIMAL_RISK, "the supervisor has stopped the car", news);
        } else if (now.nowNanos() - taken.untilNanos() >= 0) {
            if (course instanceof Course.Hold) {
                course = new Course.Own();
            }
            close(now, id, AssistNews.End.EXPIRED, "the car could not go on as advised", news);
        }
    }

    /**
     * Judges an advice, and goes by it if it is good. The same advice twice finds no question the second time.
     *
     * @param isOpen whether a route leads through no closed area
     * @param nowNanos monotonic
     */
    public AssistNews.Judged advise(
            String commandId,
            String questionId,
            String sceneId,
            Advice advice,
            Predicate<RouteLine> isOpen,
            long nowNanos) {
        AdviceVerdict verdict = judge(questionId, sceneId, advice, isOpen, nowNanos);
        return new AssistNews.Judged(questionId, commandId, sceneId, verdict);
    }

    private AdviceVerdict judge(
            String questionId, String sceneId, Advice advice, Predicate<RouteLine> isOpen, long nowNanos) {
        Question open = question;
        Situation now = latest;
        if (advised != null && advised.question().id().equals(questionId)) {
            return new Refused(Reason.ADVISED_ALREADY, "an advice to this question was taken before");
        }
        if (open == null || now == null || !open.id().equals(questionId)) {
            return new Refused(Reason.NO_QUESTION, "the car does not ask this");
        }
        if (nowNanos - open.expiresNanos() >= 0) {
            return new Refused(Reason.EXPIRED, "the question is over");
        }
        if (!open.scene().id().equals(sceneId)) {
            return new Refused(Reason.STALE_SCENE, "the scene has changed");
        }
        if (nowNanos - shownNanos > settings.staleNanos() || nowNanos - now.nowNanos() > settings.staleNanos()) {
            return new Refused(Reason.STALE_SCENE, "the fleet has seen nothing new for too long");
        }
        if (!now.stands() || movedFrom(open.scene(), now) > MOVED_METRES) {
            return new Refused(Reason.MOVING, "the car moves");
        }
        if (now.held()) {
            return new Refused(Reason.HELD, "an emergency holds the car");
        }
        if (another(now, open, isOpen).isPresent()) {
            return new Refused(Reason.STALE_SCENE, "the car sees something else by now");
        }
        return take(open, advice, now, isOpen, nowNanos);
    }

    private AdviceVerdict take(
            Question open, Advice advice, Situation now, Predicate<RouteLine> isOpen, long nowNanos) {
        return switch (advice) {
            case Advice.Choose choose -> {
                Optional<Offer> offer = open.scene().offer(choose.offerId());
                yield offer.isEmpty() || offer.get().advice() instanceof Advice.Choose
                        ? new Refused(Reason.UNKNOWN_OPTION, "the scene has no such option")
                        : take(open, offer.get().advice(), now, isOpen, nowNanos);
            }
            case Advice.Drive drive ->
                switch (new PathJudge(now, isOpen)
                        .judge(drive.points(), open.scene().pose())) {
                    case PathJudge.Judgement.Bad bad -> bad.why();
                    case PathJudge.Judgement.Good good ->
                        accept(
                                open,
                                new Course.Around(open.missionId(), good.route()),
                                nowNanos + settings.courseNanos());
                };
            case Advice.Wait wait -> {
                if (wait.seconds() < 1 || wait.seconds() > LONGEST_WAIT_SECONDS) {
                    yield new Refused(Reason.MALFORMED, "a wait lasts 1 to " + LONGEST_WAIT_SECONDS + " s");
                }
                long until = nowNanos + wait.seconds() * 1_000_000_000L;
                yield accept(open, new Course.Hold(until), until);
            }
            case Advice.Release _ -> {
                isReleased = now.waitsForRelease();
                yield isReleased
                        ? accept(open, new Course.Own(), nowNanos + settings.courseNanos())
                        : new Refused(Reason.UNKNOWN_OPTION, "the car is in no minimal-risk condition");
            }
            case Advice.LaneClosed _ ->
                end(open, "assistance.lane-closed", "a person says that the lane is closed", nowNanos);
            case Advice.PullOver _ -> end(open, "assistance.pulled-over", "a person has ended the trip here", nowNanos);
        };
    }

    private AdviceVerdict end(Question open, String code, String detail, long nowNanos) {
        return accept(open, new Course.End(open.missionId(), code, detail), nowNanos + settings.courseNanos());
    }

    private AdviceVerdict accept(Question open, Course next, long untilNanos) {
        course = next;
        question = null;
        advised = new Advised(open, untilNanos);
        return new Accepted();
    }

    /** The mission as it is driven: with the advised way in its route, if there is one. */
    public Mission driven(Mission ordered) {
        return course instanceof Course.Around around && around.missionId().equals(ordered.missionId())
                ? new Mission(
                        ordered.missionId(), ordered.commandId(), ordered.rideId(), ordered.purpose(), around.route())
                : ordered;
    }

    /** Whether a person has let the car go since the last time that this was asked. */
    public boolean takeRelease() {
        boolean was = isReleased;
        isReleased = false;
        return was;
    }

    /** How the mission ends that a person has ended; empty if nobody has. */
    public Optional<EndedMission> endedMission() {
        return course instanceof Course.End end
                ? Optional.of(new EndedMission(end.code(), end.detail()))
                : Optional.empty();
    }

    /** Why a mission was ended. */
    public record EndedMission(String code, String detail) {}

    @Override
    public boolean stopsNow() {
        return course instanceof Course.Hold;
    }

    @Override
    public double endMetres(Mission mission, double hereMetres, double speed) {
        boolean ends = course instanceof Course.End end && end.missionId().equals(mission.missionId());
        return ends ? hereMetres : Double.POSITIVE_INFINITY;
    }

    /** The open question. */
    public Optional<Question> question() {
        return Optional.ofNullable(question);
    }

    /** Forgets the world, not what was advised about the mission. */
    public void forgetWorld() {
        isReleased = false;
        latest = null;
        standsSinceUs = -1;
    }
}
