package robotaxi.incident.assistance.adapter;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.assistance.v1.AssistScene;
import robotaxi.contracts.assistance.v1.PathPoint;

/** A scene as screens get it, with its pictures in it: one message is one consistent view. */
final class SceneJson {
    private SceneJson() {}

    static String of(AssistReport report, AssistScene scene, Instant receivedAt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ticketId", report.getRequestId());
        json.put("sceneId", scene.getSceneId());
        json.put("order", report.getBootEpoch() + "." + report.getSequence());
        json.put("capturedAt", ProtoTime.of(scene.getCapturedAt()).toString());
        json.put("receivedAt", receivedAt.toString());
        json.put("reasoning", scene.getReasoning());
        json.put("reasonedAt", ProtoTime.of(scene.getReasonedAt()).toString());
        json.put("speed", scene.getSpeedMetresPerSecond());
        json.put("headingDegrees", scene.getHeadingDegrees());
        json.put("latitude", scene.getPosition().getLatitudeDegrees());
        json.put("longitude", scene.getPosition().getLongitudeDegrees());
        json.put(
                "options",
                scene.getOptionsList().stream()
                        .map(option -> Map.of(
                                "id",
                                option.getOptionId(),
                                "words",
                                option.getWords(),
                                "path",
                                points(option.getPathList())))
                        .toList());
        json.put("route", points(scene.getRouteList()));
        json.put(
                "tracks",
                scene.getTracksList().stream()
                        .map(track -> Map.of(
                                "ahead", track.getAt().getAheadMetres(),
                                "left", track.getAt().getLeftMetres(),
                                "length", track.getLengthMetres(),
                                "width", track.getWidthMetres(),
                                "speed", track.getSpeedMetresPerSecond(),
                                "kind", track.getKind()))
                        .toList());
        json.put(
                "frames",
                scene.getKeyFramesList().stream()
                        .map(frame -> Map.of(
                                "cameraId", frame.getCameraId(),
                                "sha256", ReportWire.hash(frame.getJpeg()),
                                "capturedAt", ProtoTime.of(frame.getTime()).toString(),
                                "jpeg",
                                        Base64.getEncoder()
                                                .encodeToString(frame.getJpeg().toByteArray())))
                        .toList());
        return TicketRow.json(json);
    }

    private static List<float[]> points(List<PathPoint> points) {
        return points.stream()
                .map(point -> new float[] {point.getAheadMetres(), point.getLeftMetres()})
                .toList();
    }
}
