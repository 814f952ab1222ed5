package robotaxi.benchmarks.evidence.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.benchmarks.evidence.SafetyRecord;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.local.stack.StackFolder;

class CarDisksTest {
    @TempDir
    Path root;

    private Path segment() throws IOException {
        Path lane = Files.createDirectories(root.resolve("agent/car-07/queue/safety"));
        return lane.resolve("0000000000000000001.segment");
    }

    private static byte[] record(long sequence) {
        byte[] frame = Uplink.newBuilder()
                .setSequence(sequence)
                .setSafety(SafetyEvent.newBuilder().setEventId("event-" + sequence))
                .build()
                .toByteArray();
        int length = Long.BYTES + frame.length;
        return ByteBuffer.allocate(2 * Integer.BYTES + length)
                .putInt(length)
                .putInt(0)
                .putLong(sequence)
                .put(frame)
                .array();
    }

    @Test
    void everyWholeRecordIsRead() throws IOException {
        Files.write(segment(), record(1));
        Files.write(segment(), record(2), StandardOpenOption.APPEND);
        byte[] torn = record(3);
        Files.write(segment(), java.util.Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);
        assertThat(new CarDisks(new StackFolder(root, root)).safetyEvents())
                .containsExactlyInAnyOrder(
                        new SafetyRecord("car-07", 1, "event-1"), new SafetyRecord("car-07", 2, "event-2"));
    }
}
