package robotaxi.onboard.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.queue.LaneQueue;
import robotaxi.onboard.queue.QueueLimits;

class LaneWindowTest {
    @TempDir
    private Path folder;

    private LaneQueue queue;
    private LaneWindow window;

    @BeforeEach
    void threeRecords() throws IOException {
        queue = LaneQueue.open(folder, QueueLimits.neverDropped(1 << 20));
        for (int i = 0; i < 3; i++) {
            queue.append(sequence -> new byte[] {(byte) sequence});
        }
        window = new LaneWindow(queue, 0, 10, (older, newer) -> false);
    }

    @AfterEach
    void close() throws IOException {
        queue.close();
    }

    private long taken() {
        return window.take().map(next -> next.entry().sequence()).orElse(0L);
    }

    @Test
    void whatIsPutOffGoesOutAgainInOrder() {
        assertThat(taken()).isEqualTo(1);
        assertThat(taken()).isEqualTo(2);
        assertThat(window.hold(1)).isTrue();
        assertThat(window.hold(2)).isFalse();
        assertThat(taken()).isZero();
        window.release();
        assertThat(taken()).isEqualTo(1);
        assertThat(taken()).isEqualTo(2);
    }

    @Test
    void aRecordOfAnOlderStreamThatIsPutOffBeforeItGoesOutAgainHoldsTheLaneToo() {
        assertThat(taken()).isEqualTo(1);
        assertThat(window.hold(3)).isTrue();
        assertThat(taken()).isZero();
        window.release();
        assertThat(taken()).isEqualTo(2);
        assertThat(taken()).isEqualTo(3);
    }
}
