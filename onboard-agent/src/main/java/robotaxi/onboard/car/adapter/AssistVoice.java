package robotaxi.onboard.car.adapter;

import java.lang.System.Logger.Level;
import java.time.Instant;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.assistance.v1.AssistClosed;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistRequest;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.AssistVerdict;
import robotaxi.onboard.assistance.AdviceVerdict;
import robotaxi.onboard.assistance.AssistNews;
import robotaxi.onboard.assistance.Question;
import robotaxi.onboard.assistance.Scene;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.door.BusReport;
import robotaxi.onboard.link.adapter.Outbox;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.recorder.ClipRing;
import robotaxi.onboard.recorder.Moment;
import robotaxi.onboard.supervisor.EgoState;

/** Puts the car's questions into the fleet's words. Runs on the car's mailbox, since every word is synced to disk. */
final class AssistVoice {
    private static final System.Logger LOG = System.getLogger(AssistVoice.class.getName());

    private final Outbox outbox;
    private final LocalFrame frame;
    private final ClipRing ring;

    AssistVoice(Outbox outbox, LocalFrame frame, ClipRing ring) {
        this.outbox = outbox;
        this.frame = frame;
        this.ring = ring;
    }

    /** What happened, with what the car saw at that moment. */
    record Telling(AssistNews news, Sight sight, boolean occupied, String rideId, String releaseId) {
        /** As it is now; needs the lock. */
        static Telling of(AssistNews news, CarState state, EgoState ego, String releaseId) {
            BusReport bus = state.bus;
            return new Telling(
                    news,
                    Sight.of(state, ego),
                    bus != null && bus.body().occupied(),
                    state.desk.mission().map(Mission::rideId).orElse(""),
                    releaseId);
        }

        private long timeUs() {
            return sight.ego().timeUs();
        }
    }

    void tell(Telling now) {
        switch (now.news()) {
            case AssistNews.Asked asked -> {
                LOG.log(
                        Level.INFO,
                        () -> "A question was asked requestId=" + asked.questionId() + " cause="
                                + asked.question().cause());
                say(
                        asked.questionId(),
                        now.timeUs(),
                        AssistReport.newBuilder().setRequest(request(now, asked.question())));
            }
            case AssistNews.Seen seen ->
                say(seen.questionId(), now.timeUs(), AssistReport.newBuilder().setScene(scene(now, seen.scene())));
            case AssistNews.Judged judged -> judged(judged);
            case AssistNews.Closed closed -> {
                LOG.log(
                        Level.INFO,
                        () -> "A question is over requestId=" + closed.questionId() + " end=" + closed.end());
                say(
                        closed.questionId(),
                        now.timeUs(),
                        AssistReport.newBuilder()
                                .setClosed(AssistClosed.newBuilder()
                                        .setEnd(AssistWire.end(closed.end()))
                                        .setDetail(closed.detail())));
            }
        }
    }

    /** An advice was judged. */
    void judged(AssistNews.Judged judged) {
        AssistVerdict.Builder verdict = AssistVerdict.newBuilder()
                .setCommandId(judged.commandId())
                .setSceneId(judged.sceneId())
                .setOutcome(AssistWire.outcome(judged.verdict()))
                .setJudgedAt(ProtoTime.of(Instant.now()));
        if (judged.verdict() instanceof AdviceVerdict.Refused no) {
            verdict.setCode(no.reason().code()).setDetail(no.detail());
        }
        LOG.log(
                Level.INFO,
                () -> "An advice was judged requestId=" + judged.questionId() + " outcome=" + verdict.getOutcome()
                        + " code=" + verdict.getCode());
        say(judged.questionId(), ring.newestUs(), AssistReport.newBuilder().setVerdict(verdict));
    }

    private void say(String requestId, long timeUs, AssistReport.Builder report) {
        report.setRequestId(requestId);
        ring.add(new Moment.Assisted(timeUs, withoutPictures(report)));
        outbox.assist(report);
    }

    private static byte[] withoutPictures(AssistReport.Builder report) {
        AssistReport.Builder small = report.clone();
        if (small.hasRequest()) {
            small.getRequestBuilder().getSceneBuilder().clearKeyFrames();
        } else if (small.hasScene()) {
            small.getSceneBuilder().clearKeyFrames();
        }
        return small.build().toByteArray();
    }

    private AssistRequest request(Telling now, Question question) {
        long leftNanos = question.expiresNanos() - System.nanoTime();
        return AssistRequest.newBuilder()
                .setKind(AssistWire.kind(question.cause()))
                .setDetail(question.cause().words())
                .setScene(scene(now, question.scene()))
                .setExpiresAt(ProtoTime.of(Instant.now().plusNanos(leftNanos)))
                .setPassengerAboard(now.occupied())
                .setLaneBlocked(true)
                .setRideId(now.rideId())
                .setReleaseId(now.releaseId())
                .build();
    }

    private AssistScene scene(Telling now, Scene scene) {
        AssistScene.Builder out = now.sight().scene(frame, scene.pose()).setSceneId(scene.id());
        scene.offers().forEach(offer -> out.addOptions(AssistWire.option(offer)));
        return out.build();
    }
}
