package robotaxi.onboard.recorder.adapter;

import static robotaxi.onboard.recorder.adapter.ClipMessages.time;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.ModeChange;
import robotaxi.contracts.clip.v1.Plan;
import robotaxi.contracts.clip.v1.TrackedObjects;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.CameraCalibration;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.foxglove.LocationFix;
import robotaxi.contracts.foxglove.Log;
import robotaxi.contracts.foxglove.PoseInFrame;
import robotaxi.contracts.foxglove.Quaternion;
import robotaxi.contracts.foxglove.Vector3;
import robotaxi.contracts.mcap.McapWriter;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.Moment;
import robotaxi.onboard.supervisor.Pose2;

/** Writes a clip as MCAP: what is small and telling first, pictures last, so that a torn upload still tells the story. */
final class ClipWriter {
    private static final String FRAME_ID = "local";
    private static final String PROTOBUF = "protobuf";
    private static final long SPAN_END_US = 400_000;

    private final McapWriter mcap;
    private final LocalFrame frame;
    private final Map<String, Integer> schemas = new LinkedHashMap<>();
    private final Map<String, Integer> channels = new LinkedHashMap<>();
    private final Map<String, Long> sequences = new LinkedHashMap<>();

    private ClipWriter(McapWriter mcap, LocalFrame frame) {
        this.mcap = mcap;
        this.frame = frame;
    }

    static void write(
            Clip clip,
            String vehicleId,
            String software,
            LocalFrame frame,
            Map<String, String> evidence,
            OutputStream out)
            throws IOException {
        try (McapWriter mcap = new McapWriter(out, software)) {
            ClipWriter writer = new ClipWriter(mcap, frame);
            List<CameraLane> cameras = CameraLane.of(clip);
            writer.declare(cameras);
            mcap.metadata("incident", incident(clip, vehicleId, software));
            mcap.metadata("evidence", evidence);
            // Lanes in the order of their value, each in chunks of its own: a torn upload tells as much as it can.
            writer.calibrations(clip, cameras);
            writer.small(clip);
            mcap.endChunk();
            for (CameraLane camera : cameras) {
                writer.picture(camera, camera.still());
            }
            mcap.endChunk();
            writer.considered(clip);
            for (CameraLane camera : cameras) {
                mcap.endChunk();
                for (Moment.FrameSeen seen : camera.others()) {
                    writer.picture(camera, seen);
                }
            }
        }
    }

    private static Map<String, String> incident(Clip clip, String vehicleId, String software) {
        Map<String, String> incident = new LinkedHashMap<>();
        incident.put("event_id", clip.first().eventId());
        incident.put("vehicle", vehicleId);
        incident.put("trigger", clip.first().trigger());
        incident.put("software", software);
        incident.put("model", clip.releaseId() + " " + clip.manifestSha256());
        incident.put("trigger_time_us", Long.toString(clip.first().timeUs()));
        incident.put("events", joined(clip, Clip.Mark::eventId));
        incident.put("triggers", joined(clip, Clip.Mark::trigger));
        incident.put("trigger_times_us", joined(clip, mark -> Long.toString(mark.timeUs())));
        incident.put("cut", clip.cut());
        return incident;
    }

    private static String joined(Clip clip, Function<Clip.Mark, String> of) {
        return clip.marks().stream().map(of).collect(Collectors.joining(","));
    }

    private void declare(List<CameraLane> cameras) throws IOException {
        topic("/reasoning", CocSpan.getDescriptor());
        topic("/reasoning/log", Log.getDescriptor());
        topic("/plan/chosen", Plan.getDescriptor());
        topic("/ads/mode", ModeChange.getDescriptor());
        topic("/ra/assistance", AssistReport.getDescriptor());
        topic("/ego/pose", PoseInFrame.getDescriptor());
        topic("/gps", LocationFix.getDescriptor());
        topic("/vehicle/can", VehicleSignals.getDescriptor());
        topic("/plan/candidates", Plan.getDescriptor());
        topic("/objects", TrackedObjects.getDescriptor());
        for (CameraLane camera : cameras) {
            topic(camera.calibrationTopic(), CameraCalibration.getDescriptor());
            topic(camera.topic(), CompressedImage.getDescriptor());
        }
    }

    private void topic(String topic, Descriptor type) throws IOException {
        Integer schema = schemas.get(type.getFullName());
        if (schema == null) {
            schema = schemas.size() + 1;
            mcap.schema(schema, type.getFullName(), PROTOBUF, DescriptorSets.of(type));
            schemas.put(type.getFullName(), schema);
        }
        int channel = channels.size() + 1;
        mcap.channel(channel, schema, topic, PROTOBUF, Map.of());
        channels.put(topic, channel);
    }

    private void say(String topic, long timeUs, Message message) throws IOException {
        int channel = java.util.Objects.requireNonNull(channels.get(topic));
        long sequence = sequences.merge(topic, 1L, Long::sum);
        mcap.message(channel, sequence, timeUs * 1000, timeUs * 1000, message.toByteArray());
    }

    private void small(Clip clip) throws IOException {
        Moment.Reasoned open = null;
        long openUntil = 0;
        for (Moment moment : clip.moments()) {
            switch (moment) {
                case Moment.Reasoned said -> {
                    // Equal sentences in a row are one span of time.
                    if (open != null && (!open.text().equals(said.text()) || said.timeUs() - openUntil > 1_000_000)) {
                        span(open, Math.min(said.timeUs(), openUntil + SPAN_END_US));
                        open = null;
                    }
                    open = open == null ? said : open;
                    openUntil = said.timeUs();
                }
                case Moment.PlanChosen(var ego, var points, String source) ->
                    say("/plan/chosen", ego.timeUs(), ClipMessages.plan(ego, points, source, ""));
                case Moment.ModeChanged changed ->
                    say(
                            "/ads/mode",
                            changed.timeUs(),
                            ModeChange.newBuilder()
                                    .setTimestamp(time(changed.timeUs()))
                                    .setMode(changed.mode())
                                    .setReason(changed.reason())
                                    .build());
                case Moment.Signals signals -> signals(signals);
                case Moment.Assisted assisted ->
                    say("/ra/assistance", assisted.timeUs(), AssistReport.parseFrom(assisted.report()));
                case Moment.FrameSeen _, Moment.PlanConsidered _, Moment.ObjectsSeen _ -> {}
            }
        }
        if (open != null) {
            span(open, openUntil + SPAN_END_US);
        }
    }

    private void span(Moment.Reasoned said, long untilUs) throws IOException {
        CocSpan.Builder span = CocSpan.newBuilder()
                .setT0(time(said.timeUs()))
                .setT1(time(untilUs))
                .setText(said.text())
                .setMetaAction(said.metaAction())
                .setModelSha256(said.manifestSha256())
                .setConfidence((float) said.confidence());
        said.frameTimesUs().forEach(at -> span.addFrameRefs(time(at)));
        say("/reasoning", said.timeUs(), span.build());
        say(
                "/reasoning/log",
                said.timeUs(),
                Log.newBuilder()
                        .setTimestamp(time(said.timeUs()))
                        .setLevel(Log.Level.INFO)
                        .setMessage(said.text())
                        .setName("reasoning")
                        .build());
    }

    private void signals(Moment.Signals signals) throws IOException {
        long at = signals.timeUs();
        Pose2 pose = signals.ego().pose();
        say("/vehicle/can", at, ClipMessages.signals(signals));
        say(
                "/ego/pose",
                at,
                PoseInFrame.newBuilder()
                        .setTimestamp(time(at))
                        .setFrameId(FRAME_ID)
                        .setPose(robotaxi.contracts.foxglove.Pose.newBuilder()
                                .setPosition(Vector3.newBuilder()
                                        .setX(pose.x())
                                        .setY(pose.y())
                                        .setZ(signals.ego().z()))
                                .setOrientation(Quaternion.newBuilder()
                                        .setZ(Math.sin(pose.yaw() / 2))
                                        .setW(Math.cos(pose.yaw() / 2))))
                        .build());
        say(
                "/gps",
                at,
                LocationFix.newBuilder()
                        .setTimestamp(time(at))
                        .setFrameId("rig")
                        .setLatitude(frame.latitude(pose.y()))
                        .setLongitude(frame.longitude(pose.x()))
                        .build());
    }

    private void considered(Clip clip) throws IOException {
        for (Moment moment : clip.moments()) {
            if (moment instanceof Moment.PlanConsidered(var ego, var candidate)) {
                say(
                        "/plan/candidates",
                        ego.timeUs(),
                        ClipMessages.plan(ego, candidate.trajectory(), candidate.source(), candidate.verdict()));
            } else if (moment instanceof Moment.ObjectsSeen seen) {
                say("/objects", seen.timeUs(), ClipMessages.objects(seen));
            }
        }
    }

    private void calibrations(Clip clip, List<CameraLane> cameras) throws IOException {
        for (CameraLane camera : cameras) {
            if (camera.calibration().isPresent()) {
                long begin = clip.moments().getFirst().timeUs();
                Calibration lens = camera.calibration().get();
                say(camera.calibrationTopic(), begin, ClipMessages.calibration(lens, begin));
            }
        }
    }

    private void picture(CameraLane camera, Moment.FrameSeen seen) throws IOException {
        say(
                camera.topic(),
                seen.timeUs(),
                CompressedImage.newBuilder()
                        .setTimestamp(time(seen.timeUs()))
                        .setFrameId(seen.frame().cameraId())
                        .setFormat("jpeg")
                        .setData(ByteString.copyFrom(seen.frame().jpeg()))
                        .build());
    }
}
