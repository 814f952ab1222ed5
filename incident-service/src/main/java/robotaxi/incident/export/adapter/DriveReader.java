package robotaxi.incident.export.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.ModeChange;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.LocationFix;
import robotaxi.contracts.mcap.MalformedMcapException;
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.incident.clip.adapter.ClipCodec;
import robotaxi.incident.export.Drive;

/** Reads what a recording tells, by its index; no picture is read. */
final class DriveReader {
    private final McapIndex index;

    private DriveReader(McapIndex index) {
        this.index = index;
    }

    static Drive read(Path clip) throws IOException {
        try (FileChannel file = FileChannel.open(clip)) {
            var reader = new DriveReader(McapIndex.open(file, ClipCodec.ZSTD));
            return new Drive(
                    reader.messages(
                            "/reasoning",
                            CocSpan.parser(),
                            span -> new Drive.Sentence(
                                    time(span.getT0()),
                                    time(span.getT1()),
                                    span.getText(),
                                    span.getMetaAction(),
                                    span.getModelSha256())),
                    reader.messages(
                            "/ads/mode",
                            ModeChange.parser(),
                            mode -> new Drive.Mode(time(mode.getTimestamp()), mode.getMode(), mode.getReason())),
                    reader.messages(
                            "/vehicle/can",
                            VehicleSignals.parser(),
                            signal -> new Drive.Speed(time(signal.getTimestamp()), signal.getSpeedMetresPerSecond())),
                    reader.messages(
                            "/gps",
                            LocationFix.parser(),
                            fix -> new Drive.Fix(time(fix.getTimestamp()), fix.getLatitude(), fix.getLongitude())));
        }
    }

    private <M, T> List<T> messages(String topic, Parser<M> parser, Function<M, T> reader) throws IOException {
        McapIndex.Channel channel = index.channel(topic).orElse(null);
        List<T> found = new ArrayList<>();
        if (channel == null) {
            return found;
        }
        for (McapIndex.Entry entry : index.entries(channel)) {
            try {
                found.add(reader.apply(parser.parseFrom(index.message(entry))));
            } catch (InvalidProtocolBufferException e) {
                throw new MalformedMcapException("a message that is not of its topic's type: " + topic + ", " + e);
            }
        }
        return found;
    }

    private static Instant time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
