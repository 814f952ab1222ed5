package robotaxi.incident.clip.adapter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.Plan;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.incident.clip.ClipSummary;

/** Reads the messages of our clip profile by the recording's index, without its pictures. */
final class ClipDecoder {
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

    private ClipSummary summary() throws IOException {
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
                new CameraDecoder(index).cameras(),
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
