package robotaxi.onboard.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneQueueTest {
    @TempDir
    Path folder;

    private static byte[] body(long sequence) {
        return ("record " + sequence).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTailTornAtAnyByteCostsOnlyTheTornRecord() throws IOException {
        try (LaneQueue queue = LaneQueue.open(folder.resolve("whole"), QueueLimits.neverDropped(1 << 20))) {
            queue.append(LaneQueueTest::body);
            queue.append(LaneQueueTest::body);
            queue.append(LaneQueueTest::body);
        }
        byte[] content = Files.readAllBytes(segment(folder.resolve("whole")));
        int record = content.length / 3;
        for (int cut = 0; cut <= content.length; cut++) {
            Path torn = Files.createDirectories(folder.resolve("torn" + cut));
            Files.write(torn.resolve("0000000000000000001.segment"), java.util.Arrays.copyOf(content, cut));
            int whole = cut / record;
            try (LaneQueue queue = LaneQueue.open(torn, QueueLimits.neverDropped(1 << 20))) {
                assertThat(queue.fill().records()).as("cut at %d", cut).isEqualTo(whole);
                // Nobody can tell whether the torn bytes had been sent: their sequence is not used again.
                long next = queue.append(LaneQueueTest::body);
                assertThat(next).as("cut at %d", cut).isGreaterThanOrEqualTo(cut % record == 0 ? whole + 1 : whole + 2);
                assertThat(queue.next(whole).orElseThrow().body()).isEqualTo(body(next));
            }
        }
    }

    @Test
    void nothingGoesBeforeItIsAcknowledgedAndNoSequenceComesTwice() throws IOException {
        QueueLimits small = new QueueLimits(64, 1 << 20, false);
        try (LaneQueue queue = LaneQueue.open(folder, small)) {
            for (int i = 0; i < 20; i++) {
                queue.append(LaneQueueTest::body);
            }
            queue.acknowledge(12);
            assertThat(queue.next(0).orElseThrow().sequence()).isEqualTo(13);
        }
        try (LaneQueue queue = LaneQueue.open(folder, small)) {
            queue.acknowledge(20);
            assertThat(queue.next(0)).isEmpty();
            assertThat(segments()).isEqualTo(1);
        }
        try (LaneQueue queue = LaneQueue.open(folder, small)) {
            assertThat(queue.append(LaneQueueTest::body)).isEqualTo(21);
        }
    }

    @Test
    void telemetryLosesItsOldestAndNeverReusesASequenceThatMayHaveBeenLost() throws IOException {
        QueueLimits tiny = new QueueLimits(100, 400, true);
        try (LaneQueue queue = LaneQueue.open(folder, tiny)) {
            for (int i = 0; i < 50; i++) {
                queue.append(LaneQueueTest::body);
            }
            assertThat(queue.fill().dropped()).isPositive();
            assertThat(queue.oldestKeptSequence()).isGreaterThan(1);
        }
        try (LaneQueue queue = LaneQueue.open(folder, tiny)) {
            assertThat(queue.append(LaneQueueTest::body)).isGreaterThan(50);
        }
    }

    @Test
    void aLaneThatNeverDropsRefusesWhenFull() throws IOException {
        try (LaneQueue queue = LaneQueue.open(folder, new QueueLimits(64, 100, false))) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            queue.append(LaneQueueTest::body);
                        }
                    })
                    .isInstanceOf(RecordRefusedException.class);
            assertThat(queue.oldestKeptSequence()).isEqualTo(1);
        }
    }

    private long segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".segment")).count();
        }
    }

    private static Path segment(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
