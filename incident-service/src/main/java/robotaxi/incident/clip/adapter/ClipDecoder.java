package robotaxi.incident.clip.adapter;

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
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.incident.clip.ClipSummary;

/** Reads the messages of our clip profile by the recording's index: to show one picture, little more than that is read. */
final class ClipDecoder {
    private static final String CAMERA = "/camera/front_wide";

    private final McapIndex index;
    private final ClipMessages messages;

    private ClipDecoder(McapIndex index) {
        this.index = index;
        this.messages = new ClipMessages(index);
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
            List<McapIndex.Entry> frames = new ClipMessages(index).entries(CAMERA);
            return number < 0 || number >= frames.size()
                    ? null
                    : CompressedImage.parseFrom(index.message(frames.get(number)))
                            .getData()
                            .toByteArray();
        }
    }

    private ClipSummary summary() throws IOException {
        List<ClipSummary.Frame> frames = new ArrayList<>();
        for (McapIndex.Entry entry : messages.entries(CAMERA)) {
            frames.add(new ClipSummary.Frame(messages.seconds(entry.logTime()), frames.size()));
        }
        return new ClipSummary(
                Instant.ofEpochSecond(0, index.firstTime()),
                messages.durationSeconds(),
                index.channels().stream()
                        .map(channel ->
                                new ClipSummary.Topic(channel.topic(), channel.schema(), index.messages(channel)))
                        .sorted(Comparator.comparing(ClipSummary.Topic::topic))
                        .toList(),
                messages.of("/reasoning", CocSpan.parser()).stream()
                        .map(span -> new ClipSummary.Span(
                                messages.seconds(span.getT0()),
                                messages.seconds(span.getT1()),
                                span.getText(),
                                span.getMetaAction()))
                        .toList(),
                messages.of("/vehicle/can", VehicleSignals.parser()).stream()
                        .map(signal -> new ClipSummary.Signal(
                                messages.seconds(signal.getTimestamp()),
                                signal.getSpeedMetresPerSecond(),
                                signal.getAccelerationMetresPerSecondSquared()))
                        .toList(),
                frames,
                messages.of("/plan/chosen", Plan.parser()).stream()
                        .map(plan -> new ClipSummary.ChosenPlan(
                                messages.seconds(plan.getTimestamp()),
                                plan.getSource(),
                                ClipMessages.thinned(plan.getXMetresList()),
                                ClipMessages.thinned(plan.getYMetresList())))
                        .toList(),
                index.metadata("incident"));
    }
}
