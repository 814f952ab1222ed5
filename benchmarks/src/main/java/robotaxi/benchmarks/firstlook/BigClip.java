package robotaxi.benchmarks.firstlook;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import robotaxi.contracts.clip.v1.CocSpan;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.mcap.McapWriter;

/** A recording of half a gigabyte as a car with large cameras would make it: minutes of signals and words, then the pictures. */
public final class BigClip {
    private static final int PICTURE_BYTES = 250_000;
    private static final long TICK_NANOS = 100_000_000;
    private static final int SENTENCE_TICKS = 20;

    private BigClip() {}

    /** Writes one of about so many bytes. */
    public static void write(Path file, long bytes, long seed) throws IOException {
        int frames = Math.toIntExact(bytes / PICTURE_BYTES);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
                McapWriter mcap = new McapWriter(out, "benchmark")) {
            schema(mcap, 1, CocSpan.getDescriptor(), "/reasoning");
            schema(mcap, 2, VehicleSignals.getDescriptor(), "/vehicle/can");
            schema(mcap, 3, CompressedImage.getDescriptor(), "/camera/front_wide");
            mcap.metadata("incident", Map.of("event_id", "big"));
            for (int i = 0; i < frames; i++) {
                small(mcap, i);
            }
            mcap.endChunk();
            var noise = new SplittableRandom(seed);
            byte[] picture = new byte[PICTURE_BYTES];
            noise.nextBytes(picture);
            for (int i = 0; i < frames; i++) {
                picture[i % PICTURE_BYTES]++;
                var image = CompressedImage.newBuilder()
                        .setTimestamp(time(i))
                        .setFormat("jpeg")
                        .setData(ByteString.copyFrom(picture));
                mcap.message(3, i, i * TICK_NANOS, i * TICK_NANOS, image.build().toByteArray());
            }
        }
    }

    private static void small(McapWriter mcap, int i) throws IOException {
        long at = i * TICK_NANOS;
        var signals = VehicleSignals.newBuilder().setTimestamp(time(i)).setSpeedMetresPerSecond(i % SENTENCE_TICKS);
        mcap.message(2, i, at, at, signals.build().toByteArray());
        if (i % SENTENCE_TICKS == 0) {
            var span = CocSpan.newBuilder()
                    .setT0(time(i))
                    .setT1(time(i + SENTENCE_TICKS))
                    .setText("I follow the car ahead, for the " + i / SENTENCE_TICKS + "th time.");
            mcap.message(1, i, at, at, span.build().toByteArray());
        }
    }

    private static void schema(McapWriter mcap, int id, com.google.protobuf.Descriptors.Descriptor type, String topic)
            throws IOException {
        mcap.schema(id, type.getFullName(), "protobuf", type.getFile().toProto().toByteArray());
        mcap.channel(id, id, topic, "protobuf", Map.of());
    }

    private static Timestamp time(int tick) {
        long nanos = tick * TICK_NANOS;
        return Timestamp.newBuilder()
                .setSeconds(nanos / 1_000_000_000)
                .setNanos((int) (nanos % 1_000_000_000))
                .build();
    }
}
