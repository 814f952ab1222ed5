package robotaxi.onboard.recorder.adapter;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.ModeChange;
import robotaxi.contracts.clip.v1.Plan;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.foxglove.LocationFix;
import robotaxi.contracts.foxglove.Log;
import robotaxi.contracts.foxglove.PoseInFrame;
import robotaxi.contracts.foxglove.Quaternion;
import robotaxi.contracts.foxglove.Vector3;
import robotaxi.contracts.mcap.McapWriter;
import robotaxi.onboard.car.LocalFrame;
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

    static void write(Clip clip, String vehicleId, String software, LocalFrame frame, OutputStream out)
            throws IOException {
        try (McapWriter mcap = new McapWriter(out, software)) {
            ClipWriter writer = new ClipWriter(mcap, frame);
            writer.declare();
            Map<String, String> incident = new LinkedHashMap<>();
            incident.put("event_id", clip.eventId());
            incident.put("vehicle", vehicleId);
            incident.put("trigger", clip.trigger());
            incident.put("software", software);
            incident.put("model", clip.releaseId() + " " + clip.manifestSha256());
            incident.put("trigger_time_us", Long.toString(clip.triggerUs()));
            mcap.metadata("incident", incident);
            writer.small(clip);
            mcap.endChunk();
            writer.pictures(clip);
        }
    }

    private void declare() throws IOException {
        topic("/reasoning", CocSpan.getDescriptor());
        topic("/reasoning/log", Log.getDescriptor());
        topic("/plan/chosen", Plan.getDescriptor());
        topic("/ads/mode", ModeChange.getDescriptor());
        topic("/ego/pose", PoseInFrame.getDescriptor());
        topic("/gps", LocationFix.getDescriptor());
        topic("/vehicle/can", VehicleSignals.getDescriptor());
        topic("/camera/front_wide", CompressedImage.getDescriptor());
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
                case Moment.PlanChosen chosen -> say("/plan/chosen", chosen.timeUs(), plan(chosen));
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
                case Moment.FrameSeen _ -> {}
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

    private static Plan plan(Moment.PlanChosen chosen) {
        Plan.Builder plan =
                Plan.newBuilder().setTimestamp(time(chosen.timeUs())).setSource(chosen.source());
        Pose2 here = chosen.ego().pose();
        var points = chosen.trajectory();
        for (int k = 1; k < points.x().length; k++) {
            plan.addXMetres((float) here.ahead(points.x()[k], points.y()[k]))
                    .addYMetres((float) here.left(points.x()[k], points.y()[k]))
                    .addSpeedMetresPerSecond((float) points.speed()[k]);
        }
        return plan.build();
    }

    private void signals(Moment.Signals signals) throws IOException {
        long at = signals.timeUs();
        Pose2 pose = signals.ego().pose();
        double speed = signals.ego().speedMetresPerSecond();
        double curvature = speed < 0.5 ? 0 : signals.ego().yawRateRadiansPerSecond() / speed;
        say(
                "/vehicle/can",
                at,
                VehicleSignals.newBuilder()
                        .setTimestamp(time(at))
                        .setSpeedMetresPerSecond((float) speed)
                        .setAccelerationMetresPerSecondSquared((float) signals.acceleration())
                        .setCurvaturePerMetre((float) curvature)
                        .setBatteryPercent((float) signals.batteryPercent())
                        .setGapMetres((float) signals.gapMetres())
                        .build());
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

    private void pictures(Clip clip) throws IOException {
        for (Moment moment : clip.moments()) {
            if (moment instanceof Moment.FrameSeen seen) {
                say(
                        "/camera/front_wide",
                        seen.timeUs(),
                        CompressedImage.newBuilder()
                                .setTimestamp(time(seen.timeUs()))
                                .setFrameId(seen.frame().cameraId())
                                .setFormat("jpeg")
                                .setData(ByteString.copyFrom(seen.frame().jpeg()))
                                .build());
            }
        }
    }

    private static Timestamp time(long us) {
        return Timestamp.newBuilder()
                .setSeconds(us / 1_000_000)
                .setNanos((int) (us % 1_000_000) * 1000)
                .build();
    }
}
