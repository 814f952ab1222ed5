package robotaxi.onboard.car.adapter;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.AssistTrack;
import robotaxi.contracts.safety.v1.KeyFrame;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.drive.TimedPlan;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;
import robotaxi.onboard.supervisor.Track;

/** What the car saw at one moment, for whoever is shown it. */
record Sight(
        EgoState ego,
        Optional<Frame> picture,
        String reasoning,
        long reasonedUs,
        List<Track> tracks,
        List<Pose2> route) {
    private static final double SEEN_METRES = 60;
    private static final double ROUTE_STEP_METRES = 4;
    private static final double ROUTE_METRES = 60;

    /** As it is now; needs the lock. */
    static Sight of(CarState state, EgoState ego) {
        TimedPlan plan = state.plan;
        return new Sight(
                ego,
                Optional.ofNullable(state.still),
                plan == null ? "" : plan.plan().reasoning(),
                plan == null ? ego.timeUs() : plan.timeUs(),
                state.tracks(),
                ahead(state));
    }

    private static List<Pose2> ahead(CarState state) {
        List<Pose2> points = new ArrayList<>();
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

    /** The same without its picture, if that is older than this. */
    Sight withPictureOf(long longestUs) {
        return new Sight(
                ego,
                picture.filter(frame -> ego.timeUs() - frame.timeUs() <= longestUs),
                reasoning,
                reasonedUs,
                tracks,
                route);
    }

    /** In the fleet's words, seen from there. */
    AssistScene.Builder scene(LocalFrame frame, Pose2 from) {
        AssistScene.Builder out = AssistScene.newBuilder()
                .setCapturedAt(ProtoTime.of(time(picture.map(Frame::timeUs).orElse(ego.timeUs()))))
                .setReasoning(reasoning)
                .setReasonedAt(ProtoTime.of(time(reasonedUs)))
                .setPosition(MissionWire.position(frame, from.x(), from.y()))
                .setHeadingDegrees((float) LocalFrame.headingDegrees(from.yaw()))
                .setSpeedMetresPerSecond((float) ego.speedMetresPerSecond());
        picture.ifPresent(seen -> out.addKeyFrames(KeyFrame.newBuilder()
                .setCameraId(seen.cameraId())
                .setTime(ProtoTime.of(time(seen.timeUs())))
                .setJpeg(ByteString.copyFrom(seen.jpeg()))));
        tracks.stream()
                .map(track -> track(track, from))
                .filter(track -> track != null)
                .forEach(out::addTracks);
        route.forEach(on -> out.addRoute(AssistWire.point(from.ahead(on.x(), on.y()), from.left(on.x(), on.y()))));
        return out;
    }

    private static @Nullable AssistTrack track(Track track, Pose2 from) {
        double ahead = from.ahead(track.x(), track.y());
        double left = from.left(track.x(), track.y());
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
