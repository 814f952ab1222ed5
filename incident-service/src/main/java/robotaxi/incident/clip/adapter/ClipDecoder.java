package robotaxi.incident.clip.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.Plan;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.incident.clip.ClipSummary;
import robotaxi.incident.clip.ClipVisitor;
import robotaxi.incident.clip.MalformedClipException;
import robotaxi.incident.clip.McapReader;

/** Reads the messages of our clip profile. */
final class ClipDecoder implements ClipVisitor {
    private static final String CAMERA = "/camera/front_wide";
    private static final double NANOS = 1e9;
    private static final int PLAN_POINT_STEP = 8;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, String> schemas = new TreeMap<>();
    private final List<CocSpan> spans = new ArrayList<>();
    private final List<VehicleSignals> signals = new ArrayList<>();
    private final List<Plan> plans = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final int wantedFrame;
    private byte @Nullable [] foundFrame;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos;

    private ClipDecoder(int wantedFrame) {
        this.wantedFrame = wantedFrame;
    }

    static ClipSummary summary(Path clip) throws IOException {
        return read(clip, -1).summary();
    }

    /** The picture with this index, or null. */
    static byte @Nullable [] frame(Path clip, int index) throws IOException {
        return read(clip, index).foundFrame;
    }

    private static ClipDecoder read(Path clip, int wantedFrame) throws IOException {
        ClipDecoder decoder = new ClipDecoder(wantedFrame);
        try (FileChannel file = FileChannel.open(clip)) {
            McapReader.read(file, decoder);
        }
        return decoder;
    }

    @Override
    public void message(String topic, String schema, long logTimeNanos, byte[] data) {
        firstNanos = Math.min(firstNanos, logTimeNanos);
        lastNanos = Math.max(lastNanos, logTimeNanos);
        counts.merge(topic, 1L, Long::sum);
        schemas.put(topic, schema);
        try {
            switch (topic) {
                case "/reasoning" -> spans.add(CocSpan.parseFrom(data));
                case "/vehicle/can" -> signals.add(VehicleSignals.parseFrom(data));
                case "/plan/chosen" -> plans.add(Plan.parseFrom(data));
                case CAMERA -> camera(logTimeNanos, data);
                default -> {} // counted, and open to any MCAP viewer
            }
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedClipException("a message that is not of its topic's type: " + topic + ", " + e);
        }
    }

    private void camera(long logTimeNanos, byte[] data) throws InvalidProtocolBufferException {
        if (frames.size() == wantedFrame) {
            foundFrame = CompressedImage.parseFrom(data).getData().toByteArray();
        }
        frames.add(logTimeNanos);
    }

    @Override
    public void metadata(String name, Map<String, String> values) {
        if ("incident".equals(name)) {
            metadata.putAll(values);
        }
    }

    private ClipSummary summary() {
        long first = counts.isEmpty() ? 0 : firstNanos;
        List<ClipSummary.Frame> frameList = new ArrayList<>();
        for (long time : frames) {
            frameList.add(new ClipSummary.Frame(seconds(time), frameList.size()));
        }
        return new ClipSummary(
                Instant.ofEpochSecond(0, first),
                (lastNanos - first) / NANOS,
                counts.entrySet().stream()
                        .map(topic -> new ClipSummary.Topic(
                                topic.getKey(), schemas.getOrDefault(topic.getKey(), ""), topic.getValue()))
                        .toList(),
                spans.stream()
                        .map(span -> new ClipSummary.Span(
                                seconds(span.getT0()), seconds(span.getT1()), span.getText(), span.getMetaAction()))
                        .toList(),
                signals.stream()
                        .map(signal -> new ClipSummary.Signal(
                                seconds(signal.getTimestamp()),
                                signal.getSpeedMetresPerSecond(),
                                signal.getAccelerationMetresPerSecondSquared()))
                        .toList(),
                frameList,
                plans.stream()
                        .map(plan -> new ClipSummary.ChosenPlan(
                                seconds(plan.getTimestamp()),
                                plan.getSource(),
                                thinned(plan.getXMetresList()),
                                thinned(plan.getYMetresList())))
                        .toList(),
                metadata);
    }

    private double seconds(Timestamp time) {
        return seconds(time.getSeconds() * 1_000_000_000L + time.getNanos());
    }

    private double seconds(long nanos) {
        return (nanos - firstNanos) / NANOS;
    }

    private static List<Float> thinned(List<Float> points) {
        List<Float> some = new ArrayList<>();
        for (int i = 0; i < points.size(); i += PLAN_POINT_STEP) {
            some.add(points.get(i));
        }
        return some;
    }
}
