package robotaxi.onboard.recorder.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.contracts.foxglove.CompressedImage;
import robotaxi.contracts.mcap.ChunkCodec;
import robotaxi.contracts.mcap.McapIndex;
import robotaxi.onboard.car.LocalFrame;
import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.ClipRing;
import robotaxi.onboard.recorder.Moment;

/** From the ring to the file: each camera of the car, in its own topic. */
class ClipCamerasTest {
    private static final long BEGIN_US = 1_700_000_000_000_000L;
    private static final long EACH_US = 100_000;
    private static final List<String> FOUR = List.of(
            "camera_cross_left_120fov",
            "camera_front_wide_120fov",
            "camera_cross_right_120fov",
            "camera_front_tele_30fov");

    @TempDir
    Path folder;

    private final ClipRing ring = new ClipRing(1_000_000);

    private void see(int tick, List<String> cameras) {
        for (String camera : cameras) {
            byte[] picture = {(byte) tick, (byte) FOUR.indexOf(camera)};
            ring.add(new Moment.FrameSeen(new Frame(camera, BEGIN_US + tick * EACH_US, picture)));
        }
    }

    private void calibrated(String camera) {
        ring.calibrated(new Calibration(camera, 112, 64, 56, 56, 56, 32, List.of(), List.of()));
    }

    private Path written() throws IOException {
        ring.trigger(new Clip.Mark("car-01/safety/1", "hard-brake", BEGIN_US + 2 * EACH_US), "r@1", "00");
        Clip clip = ring.flush().orElseThrow();
        Path file = folder.resolve("clip.mcap");
        try (OutputStream out = Files.newOutputStream(file)) {
            ClipWriter.write(clip, "car-01", "test", new LocalFrame(43, 7), Map.of(), out);
        }
        return file;
    }

    private static List<String> topics(McapIndex index, String prefix) {
        return index.channels().stream()
                .map(McapIndex.Channel::topic)
                .filter(topic -> topic.startsWith(prefix))
                .toList();
    }

    @Test
    void everyCameraComesOutOfTheRingInATopicOfItsOwnTheFrontOneFirst() throws IOException {
        FOUR.forEach(this::calibrated);
        for (int tick = 0; tick < 5; tick++) {
            see(tick, FOUR);
        }
        try (FileChannel file = FileChannel.open(written())) {
            McapIndex index = McapIndex.open(file, ChunkCodec.NONE);

            assertThat(topics(index, "/camera/"))
                    .containsExactly(
                            "/camera/front_wide", "/camera/cross_left", "/camera/cross_right", "/camera/front_tele");
            assertThat(topics(index, "/calib/")).hasSize(4);
            for (String id : FOUR) {
                String topic = "/camera/" + id.replaceAll("camera_|_\\d+fov", "");
                List<McapIndex.Entry> entries =
                        index.entries(index.channel(topic).orElseThrow());
                // The picture of the moment is there before all others.
                assertThat(entries)
                        .extracting(entry -> entry.logTime() / 1000 - BEGIN_US)
                        .containsExactly(2 * EACH_US, 0L, EACH_US, 3 * EACH_US, 4 * EACH_US);
                CompressedImage still = CompressedImage.parseFrom(index.message(entries.getFirst()));
                assertThat(still.getFrameId()).isEqualTo(id);
                assertThat(still.getData().toByteArray()).containsExactly(2, FOUR.indexOf(id));
            }
        }
    }

    @Test
    void aCameraWithoutAPictureIsNotInTheRecording() throws IOException {
        FOUR.forEach(this::calibrated);
        see(0, FOUR.subList(1, 2));
        try (FileChannel file = FileChannel.open(written())) {
            McapIndex index = McapIndex.open(file, ChunkCodec.NONE);

            assertThat(topics(index, "/camera/")).containsExactly("/camera/front_wide");
            assertThat(topics(index, "/calib/")).containsExactly("/calib/front_wide");
        }
    }

    @Test
    void aRecordingMayBeWithoutAnyPicture() throws IOException {
        ring.add(new Moment.ModeChanged(BEGIN_US, "autonomous", ""));
        try (FileChannel file = FileChannel.open(written())) {
            assertThat(topics(McapIndex.open(file, ChunkCodec.NONE), "/camera/"))
                    .isEmpty();
        }
    }
}
