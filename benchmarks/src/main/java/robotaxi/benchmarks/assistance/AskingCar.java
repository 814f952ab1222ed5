package robotaxi.benchmarks.assistance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import robotaxi.contracts.command.v1.GiveAdvice;
import robotaxi.onboard.assistance.Advice;
import robotaxi.onboard.assistance.AdviceVerdict;
import robotaxi.onboard.assistance.AssistDesk;
import robotaxi.onboard.assistance.AssistNews;
import robotaxi.onboard.assistance.Situation;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionPurpose;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.Assessment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.RiskState;
import robotaxi.onboard.supervisor.Track;

/**
 * A car that stands behind a parked vehicle, with the agent's own desk in it. The world around it counts its versions for itself: by them, and
 * not by what the desk says, it is checked whether an advice was meant for the world that it was applied in.
 */
final class AskingCar {
    private static final RouteLine ROUTE = RouteLine.of(new double[] {0, 200}, new double[] {0, 0}, new double[] {10});
    private static final double STANDS_AT = 20;
    private static final Track PARKED = new Track("parked", STANDS_AT + 9.5, -0.9, 0, 0, 4.4, 1.8, "car");
    private static final Track BESIDE = new Track("beside", STANDS_AT + 9.5, 1.6, 0, 0, 4.4, 1.8, "car");
    private static final long TICK_US = 100_000;

    private final AssistDesk desk =
            new AssistDesk(AssistDesk.Settings.USUAL, () -> UUID.randomUUID().toString());
    private final Mission mission = new Mission("mission", "command", "", MissionPurpose.DROPOFF, ROUTE);
    private final Map<String, Integer> worldOfScene = new HashMap<>();
    private int world;
    private boolean isLeftTaken;
    private double x = STANDS_AT;
    private long nowUs = 1_000_000;

    /** What came of an advice. */
    record Judged(AssistNews.Judged news, boolean isStale) {}

    /** Stands for as long as the car's patience lasts; answers the question. */
    List<AssistNews> ask() {
        List<AssistNews> news = new ArrayList<>(tick());
        nowUs += AssistDesk.Settings.USUAL.patienceUs();
        news.addAll(tick());
        return news;
    }

    List<AssistNews> tick() {
        nowUs += TICK_US;
        List<Track> tracks = isLeftTaken ? List.of(PARKED, BESIDE) : List.of(PARKED);
        EgoState ego = new EgoState(nowUs, new Pose2(x, 0, 0), 0, 0, 0, 0);
        RouteLine.Projection here = ROUTE.project(x, 0, 0, ROUTE.lengthMetres());
        List<AssistNews> news = desk.tick(
                new Situation(
                        nowUs,
                        System.nanoTime(),
                        ego,
                        mission,
                        ROUTE,
                        here,
                        Assessment.of(ego, ROUTE, here, tracks).lead(),
                        tracks,
                        RiskState.Mode.NORMAL,
                        false,
                        true,
                        false,
                        false,
                        false,
                        true),
                route -> true);
        for (AssistNews said : news) {
            switch (said) {
                case AssistNews.Asked asked ->
                    worldOfScene.putIfAbsent(asked.question().scene().id(), world);
                case AssistNews.Seen seen ->
                    worldOfScene.putIfAbsent(seen.scene().id(), world);
                case AssistNews.Judged _, AssistNews.Closed _ -> {}
            }
        }
        return news;
    }

    /** Somebody stops beside the parked vehicle, or goes on: what the car can offer is something else. */
    void changeWorld() {
        world++;
        isLeftTaken = !isLeftTaken;
    }

    Judged advise(String commandId, GiveAdvice advice) {
        AssistNews.Judged judged = desk.advise(
                commandId,
                advice.getRequestId(),
                advice.getSceneId(),
                advice.hasWait()
                        ? new Advice.Wait(advice.getWait().getSeconds())
                        : new Advice.Choose(advice.getOptionId()),
                route -> true,
                System.nanoTime());
        boolean accepted = judged.verdict() instanceof AdviceVerdict.Accepted;
        Integer seen = worldOfScene.get(advice.getSceneId());
        return new Judged(judged, accepted && (seen == null || seen != world));
    }

    /** Goes on. */
    List<AssistNews> moveOn() {
        x += 3;
        return tick();
    }

    Optional<String> questionId() {
        return desk.question().map(question -> question.id());
    }
}
