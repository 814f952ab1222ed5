package robotaxi.benchmarks.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.onboard.queue.LaneQueue;
import robotaxi.onboard.queue.QueueLimits;

class PowerCutTest {
    private static final int RECORDS = 20;

    @TempDir
    private Path queues;

    private LaneQueue open(String lane) throws IOException {
        return LaneQueue.open(
                queues.resolve(lane),
                lane.equals("telemetry") ? QueueLimits.newestKept(1 << 20) : QueueLimits.neverDropped(1 << 20));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aLaneThatSyncsKeepsAllAndOneThatDoesNotKeepsItsBeginning(long seed) throws IOException {
        for (String lane : new String[] {"safety", "event", "telemetry"}) {
            try (LaneQueue queue = open(lane)) {
                for (int i = 0; i < RECORDS; i++) {
                    queue.append(sequence -> Long.toString(sequence).getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
        new PowerCut(new Random(seed)).strike(queues);
        assertThat(kept("safety")).isEqualTo(RECORDS);
        assertThat(kept("event")).isEqualTo(RECORDS);
        assertThat(kept("telemetry")).isLessThan(RECORDS + 1);
    }

    private long kept(String lane) throws IOException {
        try (LaneQueue queue = open(lane)) {
            long last = 0;
            for (Optional<LaneQueue.Entry> entry = queue.next(0); entry.isPresent(); entry = queue.next(last)) {
                assertThat(entry.get().sequence()).isEqualTo(last + 1);
                last = entry.get().sequence();
            }
            return last;
        }
    }
}
