package robotaxi.incident.liveview.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.AssistTrack;
import robotaxi.contracts.assistance.v1.LiveView;
import robotaxi.contracts.assistance.v1.PathPoint;
import robotaxi.contracts.safety.v1.KeyFrame;

/** What a car shows, as screens get it: one message is one consistent view. Points are metres ahead of the rear axle and to its left. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ViewJson(
        String type,
        String order,
        Instant capturedAt,
        Instant receivedAt,
        int bytes,
        String reasoning,
        Instant reasonedAt,
        String thinking,
        double speed,
        String mode,
        String rung,
        String rungCode,
        List<float[]> route,
        List<float[]> plan,
        String planSource,
        List<Track> tracks,
        @Nullable Picture picture) {
    /** Something around the car. */
    record Track(double ahead, double left, double length, double width, double speed, String kind) {
        static Track of(AssistTrack track) {
            return new Track(
                    track.getAt().getAheadMetres(),
                    track.getAt().getLeftMetres(),
                    track.getLengthMetres(),
                    track.getWidthMetres(),
                    track.getSpeedMetresPerSecond(),
                    track.getKind());
        }
    }

    /** What its front camera sees; JPEG in Base64. */
    record Picture(String cameraId, String jpeg) {
        static Picture of(KeyFrame frame) {
            return new Picture(
                    frame.getCameraId(),
                    Base64.getEncoder().encodeToString(frame.getJpeg().toByteArray()));
        }
    }

    static ViewJson of(LiveView view, Instant receivedAt) {
        AssistScene scene = view.getScene();
        return new ViewJson(
                "view",
                view.getBootEpoch() + "." + view.getSequence(),
                ProtoTime.of(scene.getCapturedAt()),
                receivedAt,
                view.getSerializedSize(),
                scene.getReasoning(),
                ProtoTime.of(scene.getReasonedAt()),
                word(view.getThinking().name(), "THINKING_WAY_"),
                scene.getSpeedMetresPerSecond(),
                word(view.getMode().name(), "DRIVING_MODE_"),
                view.getRung(),
                view.getRungCode(),
                points(scene.getRouteList()),
                points(view.getPlanList()),
                view.getPlanSource(),
                scene.getTracksList().stream().map(Track::of).toList(),
                scene.getKeyFramesList().stream().findFirst().map(Picture::of).orElse(null));
    }

    private static String word(String name, String prefix) {
        return name.replace(prefix, "").toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<float[]> points(List<PathPoint> points) {
        return points.stream()
                .map(point -> new float[] {point.getAheadMetres(), point.getLeftMetres()})
                .toList();
    }
}
