package robotaxi.incident.clip.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.clip.v1.VehicleSignals;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.mcap.McapWriter;
import robotaxi.incident.clip.ClipSummary;

class CameraDecoderTest {
    private static final long TENTH_NANOS = 100_000_000;
    private static final int LARGE = 1 << 20;

    @TempDir
    Path folder;

    private Path clip;

    /** As a car writes it: the pictures of the moment, then camera by camera. */
    @BeforeEach
    void record() throws IOException {
        clip = folder.resolve("a.mcap");
        try (OutputStream out = Files.newOutputStream(clip);
                var mcap = new McapWriter(out, "test")) {
            mcap.schema(1, "foxglove.CompressedImage", "protobuf", new byte[0]);
            mcap.schema(2, "robotaxi.clip.v1.VehicleSignals", "protobuf", new byte[0]);
            mcap.channel(1, 1, "/camera/front_wide", "protobuf", Map.of());
            mcap.channel(2, 1, "/camera/cross_left", "protobuf", Map.of());
            mcap.channel(3, 1, "/camera/rear_left", "protobuf", Map.of());
            mcap.channel(4, 2, "/camera/no_pictures", "protobuf", Map.of());
            say(mcap, 4, 0, VehicleSignals.getDefaultInstance());
            picture(mcap, 1, 2);
            picture(mcap, 2, 2);
            mcap.endChunk();
            for (int tenth : new int[] {0, 1, 3}) {
                picture(mcap, 1, tenth);
            }
            mcap.endChunk();
            picture(mcap, 2, 1);
        }
    }

    private static void picture(McapWriter mcap, int camera, int tenth) throws IOException {
        byte[] data = {(byte) camera, (byte) tenth};
        say(
                mcap,
                camera,
                tenth,
                CompressedImage.newBuilder().setData(ByteString.copyFrom(data)).build());
    }

    private static void say(McapWriter mcap, int channel, int tenth, Message message) throws IOException {
        long time = 1_000 * 1_000_000_000L + tenth * TENTH_NANOS;
        mcap.message(channel, tenth, time, time, message.toByteArray());
    }

    private List<byte[]> pictures(String camera, int from, int most, int mostBytes) throws IOException {
        return CameraDecoder.pictures(clip, camera, from, most, mostBytes).orElseThrow();
    }

    @Test
    void eachCameraWithAPictureIsThereWithTheTimesOfItsPicturesInTheirOrder() throws IOException {
        assertThat(ClipDecoder.summary(clip).cameras())
                .containsExactlyInAnyOrder(
                        new ClipSummary.Camera("front_wide", List.of(0.0, 0.1, 0.2, 0.3)),
                        new ClipSummary.Camera("cross_left", List.of(0.1, 0.2)));
    }

    @Test
    void aPictureIsFoundByItsPlaceInTimeWhereverItIsInTheFile() throws IOException {
        assertThat(pictures("front_wide", 0, 1, LARGE)).containsExactly(new byte[] {1, 0});
        assertThat(pictures("front_wide", 2, 1, LARGE)).containsExactly(new byte[] {1, 2});
        assertThat(pictures("cross_left", 1, 1, LARGE)).containsExactly(new byte[] {2, 2});
    }

    @Test
    void aRowOfPicturesEndsWithTheRecordingOrWhereItGetsTooLarge() throws IOException {
        assertThat(pictures("front_wide", 1, 2, LARGE)).containsExactly(new byte[] {1, 1}, new byte[] {1, 2});
        assertThat(pictures("front_wide", 2, 9, LARGE)).hasSize(2);
        assertThat(pictures("front_wide", 0, 9, 5)).hasSize(2);
        assertThat(pictures("front_wide", 0, 9, 1)).hasSize(1);
    }

    @Test
    void whatIsNotThereIsTold() throws IOException {
        assertThat(pictures("front_wide", 4, 1, LARGE)).isEmpty();
        assertThat(pictures("front_wide", -1, 1, LARGE)).isEmpty();
        for (String camera : List.of("rear_left", "no_pictures", "nobody", "", "../vehicle/can")) {
            assertThat(CameraDecoder.pictures(clip, camera, 0, 1, LARGE))
                    .as(camera)
                    .isEmpty();
        }
    }
}
