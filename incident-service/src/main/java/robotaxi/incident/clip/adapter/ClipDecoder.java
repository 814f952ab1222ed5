package robotaxi.incident.clip.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.Plan;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.mcap.MalformedMcapException;
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.incident.clip.ClipSummary;

/** Reads the messages of our clip profile by the recording's index: to show one picture, little more than that is read. */
final class ClipDecoder {
    private static final String CAMERA = "/camera/front_wide";
    private static final double NANOS = 1e9;
    private static final int PLAN_POINT_STEP = 8;

    private final McapIndex index;

    private ClipDecoder(McapIndex index) {
        this.index = index;
    }

    static ClipSummary summary(Path clip) throws IOException {
        try (FileChannel file = FileChannel.open(clip)) {
            return new ClipDecoder(McapIndex.open(file, ClipCodec.ZSTD)).summary();
        }
    }

    /** The picture with this index, or null. */
    static byte @Nullable [] frame(Path clip, int number) throws IOException {
        try (FileChannel file = FileChannel.open(clip)) {
            McapIndex index = McapIndex.open(file, ClipCodec.ZSTD);
            List<McapIndex.Entry> frames = new ClipDecoder(index).entries(CAMERA);
            return number < 0 || number >= frames.size()
                    ? null
                    : CompressedImage.parseFrom(index.message(frames.get(number)))
                            .getData()
                            .toByteArray();
        }
    }

    private List<McapIndex.Entry> entries(String topic) throws IOException {
        McapIndex.Channel channel = index.channel(topic).orElse(null);
        return channel == null ? List.of() : index.entries(channel);
    }

    private <T> List<T> messages(String topic, Parser<T> parser) throws IOException {
        List<T> messages = new ArrayList<>();
        for (McapIndex.Entry entry : entries(topic)) {
            try {
                messages.add(parser.parseFrom(index.message(entry)));
            } catch (InvalidProtocolBufferException e) {
                throw new MalformedMcapException("a message that is not of its topic's type: " + topic + ", " + e);
            }
        }
        return messages;
    }

    private ClipSummary summary() throws IOException {
        List<ClipSummary.Frame> frames = new ArrayList<>();
        for (McapIndex.Entry entry : entries(CAMERA)) {
            frames.add(new ClipSummary.Frame(seconds(entry.logTime()), frames.size()));
        }
        return new ClipSummary(
                Instant.ofEpochSecond(0, index.firstTime()),
                (index.lastTime() - index.firstTime()) / NANOS,
                index.channels().stream()
                        .map(channel ->
                                new ClipSummary.Topic(channel.topic(), channel.schema(), index.messages(channel)))
                        .sorted(Comparator.comparing(ClipSummary.Topic::topic))
                        .toList(),
                messages("/reasoning", CocSpan.parser()).stream()
                        .map(span -> new ClipSummary.Span(
                                seconds(span.getT0()), seconds(span.getT1()), span.getText(), span.getMetaAction()))
                        .toList(),
                messages("/vehicle/can", VehicleSignals.parser()).stream()
                        .map(signal -> new ClipSummary.Signal(
                                seconds(signal.getTimestamp()),
                                signal.getSpeedMetresPerSecond(),
                                signal.getAccelerationMetresPerSecondSquared()))
                        .toList(),
                frames,
                messages("/plan/chosen", Plan.parser()).stream()
                        .map(plan -> new ClipSummary.ChosenPlan(
                                seconds(plan.getTimestamp()),
                                plan.getSource(),
                                thinned(plan.getXMetresList()),
                                thinned(plan.getYMetresList())))
                        .toList(),
                index.metadata("incident"));
    }

    private double seconds(Timestamp time) {
        return seconds(time.getSeconds() * 1_000_000_000L + time.getNanos());
    }

    private double seconds(long nanos) {
        return (nanos - index.firstTime()) / NANOS;
    }

    private static List<Float> thinned(List<Float> points) {
        List<Float> some = new ArrayList<>();
        for (int i = 0; i < points.size(); i += PLAN_POINT_STEP) {
            some.add(points.get(i));
        }
        return some;
    }
}
