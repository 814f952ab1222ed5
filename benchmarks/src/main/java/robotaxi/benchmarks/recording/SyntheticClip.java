package robotaxi.benchmarks.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import robotaxi.contracts.mcap.McapWriter;

/** A recording of a given size, in the lanes of a car's: what is small first, then pictures. */
public final class SyntheticClip {
    private static final int PICTURE_BYTES = 60_000;
    private static final int SMALL = 2_000;
    private static final int SMALL_BYTES = 120;
    private static final long FRAME_NANOS = 100_000_000;
    private static final byte[] DESCRIPTOR = new byte[8_000];

    private SyntheticClip() {}

    /** Writes one of about so many bytes; the pictures are noise, the same by the seed. */
    public static void write(Path file, long bytes, long seed) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, bytes, seed);
        }
    }

    /** The same into a stream. */
    public static void write(OutputStream out, long bytes, long seed) throws IOException {
        var noise = new SplittableRandom(seed);
        byte[] picture = new byte[PICTURE_BYTES];
        noise.nextBytes(picture);
        try (McapWriter mcap = new McapWriter(new BufferedOutputStream(out, 1 << 16), "benchmark")) {
            mcap.metadata("incident", Map.of("event_id", "synthetic"));
            mcap.schema(1, "robotaxi.clip.v1.VehicleSignals", "protobuf", DESCRIPTOR);
            mcap.schema(2, "foxglove.CompressedImage", "protobuf", DESCRIPTOR);
            mcap.channel(1, 1, "/vehicle/can", "protobuf", Map.of());
            mcap.channel(2, 2, "/camera/front_wide", "protobuf", Map.of());
            byte[] small = new byte[SMALL_BYTES];
            for (int i = 0; i < SMALL; i++) {
                mcap.message(1, i, i * FRAME_NANOS, i * FRAME_NANOS, small);
            }
            mcap.endChunk();
            for (long i = 0; i * PICTURE_BYTES < bytes; i++) {
                // A picture differs from the last one, as cheaply as can be: this is no test of a noise maker.
                picture[(int) (i % PICTURE_BYTES)]++;
                mcap.message(2, i, i * FRAME_NANOS, i * FRAME_NANOS, picture);
            }
        }
    }
}
