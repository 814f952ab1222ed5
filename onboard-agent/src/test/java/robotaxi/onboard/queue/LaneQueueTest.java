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
        try (LaneQueue queue = LaneQueue.open(folder.resolve("whole"), QueueLimits.NEVER_DROPPED)) {
            queue.append(LaneQueueTest::body);
            queue.append(LaneQueueTest::body);
            queue.append(LaneQueueTest::body);
        }
        byte[] whole = Files.readAllBytes(segment(folder.resolve("whole")));
        int record = whole.length / 3;
        for (int cut = 0; cut <= whole.length; cut++) {
            Path torn = Files.createDirectories(folder.resolve("torn" + cut));
            Files.write(torn.resolve("0000000000000000001.segment"), java.util.Arrays.copyOf(whole, cut));
            try (LaneQueue queue = LaneQueue.open(torn, QueueLimits.NEVER_DROPPED)) {
                assertThat(queue.lastSequence()).as("cut at %d", cut).isEqualTo(cut / record);
                assertThat(queue.append(LaneQueueTest::body)).isEqualTo(cut / record + 1);
                assertThat(queue.next(0).orElseThrow().body()).isEqualTo(body(1));
            }
        }
    }

    @Test
    void nothingGoesBeforeItIsAcknowledgedAndNoSequenceComesTwice() throws IOException {
        QueueLimits small = new QueueLimits(64, 1 << 20, false, true);
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
        QueueLimits tiny = new QueueLimits(100, 400, true, false);
        try (LaneQueue queue = LaneQueue.open(folder, tiny)) {
            for (int i = 0; i < 50; i++) {
                queue.append(LaneQueueTest::body);
            }
            assertThat(queue.dropped()).isPositive();
            assertThat(queue.oldestKeptSequence()).isGreaterThan(1);
        }
        try (LaneQueue queue = LaneQueue.open(folder, tiny)) {
            assertThat(queue.append(LaneQueueTest::body)).isGreaterThan(50);
        }
    }

    @Test
    void aLaneThatNeverDropsRefusesWhenFull() throws IOException {
        try (LaneQueue queue = LaneQueue.open(folder, new QueueLimits(64, 100, false, true))) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            queue.append(LaneQueueTest::body);
                        }
                    })
                    .isInstanceOf(QueueFullException.class);
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
