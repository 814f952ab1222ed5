package robotaxi.onboard.car.adapter;

import com.google.protobuf.ByteString;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.assistance.v1.AssistClosed;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistRequest;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.AssistTrack;
import robotaxi.contracts.assistance.v1.AssistVerdict;
import robotaxi.contracts.safety.v1.KeyFrame;
import robotaxi.onboard.assistance.AdviceVerdict;
import robotaxi.onboard.assistance.AssistNews;
import robotaxi.onboard.assistance.Question;
import robotaxi.onboard.assistance.Scene;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.door.BusReport;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.drive.TimedPlan;
import robotaxi.onboard.link.adapter.Outbox;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.recorder.ClipRing;
import robotaxi.onboard.recorder.Moment;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Track;

/** Puts the car's questions into the fleet's words. Runs on the car's mailbox, since every word is synced to disk. */
final class AssistVoice {
    private static final System.Logger LOG = System.getLogger(AssistVoice.class.getName());
    private static final double SEEN_METRES = 60;
    private static final double ROUTE_STEP_METRES = 4;
    private static final double ROUTE_METRES = 60;

    private final Outbox outbox;
    private final LocalFrame frame;
    private final ClipRing ring;

    AssistVoice(Outbox outbox, LocalFrame frame, ClipRing ring) {
        this.outbox = outbox;
        this.frame = frame;
        this.ring = ring;
    }

    /** What happened, with what the car saw at that moment. */
    record Telling(
            AssistNews news,
            EgoState ego,
            Optional<Frame> picture,
            String reasoning,
            long reasonedUs,
            List<Track> tracks,
            List<Pose2> route,
            boolean occupied,
            String rideId,
            String releaseId) {
        /** As it is now; needs the lock. */
        static Telling of(AssistNews news, CarState state, EgoState ego, String releaseId) {
            TimedPlan plan = state.plan;
            BusReport bus = state.bus;
            return new Telling(
                    news,
                    ego,
                    Optional.ofNullable(state.still),
                    plan == null ? "" : plan.plan().reasoning(),
                    plan == null ? ego.timeUs() : plan.timeUs(),
                    state.tracks(),
                    ahead(state),
                    bus != null && bus.body().occupied(),
                    state.desk.mission().map(Mission::rideId).orElse(""),
                    releaseId);
        }

        private static List<Pose2> ahead(CarState state) {
            List<Pose2> points = new java.util.ArrayList<>();
            Optional<Mission> mission = state.driven();
            double here = state.loop.here().map(RouteLine.Projection::sMetres).orElse(0.0);
            if (mission.isPresent()) {
                RouteLine line = mission.get().route();
                double end = Math.min(line.lengthMetres(), here + ROUTE_METRES);
                for (double s = here; s < end; s += ROUTE_STEP_METRES) {
                    points.add(new Pose2(line.xAt(s), line.yAt(s), line.headingAt(s)));
                }
            }
            return points;
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
                        now.ego().timeUs(),
                        AssistReport.newBuilder().setRequest(request(now, asked.question())));
            }
            case AssistNews.Seen seen ->
                say(
                        seen.questionId(),
                        now.ego().timeUs(),
                        AssistReport.newBuilder().setScene(scene(now, seen.scene())));
            case AssistNews.Judged judged -> judged(judged);
            case AssistNews.Closed closed -> {
                LOG.log(
                        Level.INFO,
                        () -> "A question is over requestId=" + closed.questionId() + " end=" + closed.end());
                say(
                        closed.questionId(),
                        now.ego().timeUs(),
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
        Pose2 pose = scene.pose();
        AssistScene.Builder out = AssistScene.newBuilder()
                .setSceneId(scene.id())
                .setCapturedAt(ProtoTime.of(now.picture()
                        .map(Frame::timeUs)
                        .map(AssistVoice::time)
                        .orElse(time(now.ego().timeUs()))))
                .setReasoning(now.reasoning())
                .setReasonedAt(ProtoTime.of(time(now.reasonedUs())))
                .setPosition(MissionWire.position(frame, pose.x(), pose.y()))
                .setHeadingDegrees((float) LocalFrame.headingDegrees(pose.yaw()))
                .setSpeedMetresPerSecond((float) now.ego().speedMetresPerSecond());
        scene.offers().forEach(offer -> out.addOptions(AssistWire.option(offer)));
        now.picture()
                .ifPresent(picture -> out.addKeyFrames(KeyFrame.newBuilder()
                        .setCameraId(picture.cameraId())
                        .setTime(ProtoTime.of(time(picture.timeUs())))
                        .setJpeg(ByteString.copyFrom(picture.jpeg()))));
        now.tracks().stream()
                .map(track -> track(track, pose))
                .filter(track -> track != null)
                .forEach(out::addTracks);
        now.route()
                .forEach(on -> out.addRoute(AssistWire.point(pose.ahead(on.x(), on.y()), pose.left(on.x(), on.y()))));
        return out.build();
    }

    private static @Nullable AssistTrack track(Track track, Pose2 pose) {
        double ahead = pose.ahead(track.x(), track.y());
        double left = pose.left(track.x(), track.y());
        if (Math.hypot(ahead, left) > SEEN_METRES) {
            return null;
        }
        return AssistTrack.newBuilder()
                .setAt(AssistWire.point(ahead, left))
                .setLengthMetres((float) track.lengthMetres())
                .setWidthMetres((float) track.widthMetres())
                .setSpeedMetresPerSecond((float) Math.hypot(track.velocityX(), track.velocityY()))
                .setKind(track.kind())
                .build();
    }

    private static Instant time(long us) {
        return Instant.EPOCH.plusNanos(us * 1000);
    }
}
