package robotaxi.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BulkPauseTest {
    private final List<Runnable> released = new ArrayList<>();
    private final AtomicInteger worked = new AtomicInteger();
    private final BulkPause pause = new BulkPause(released::add);

    @Test
    void workWaitsOnlyWithinAPause() {
        assertThat(pause.keeps(worked::incrementAndGet)).isFalse();
        Runnable end = pause.begin();

        assertThat(pause.keeps(worked::incrementAndGet)).isTrue();
        assertThat(released).isEmpty();
        end.run();
        released.forEach(Runnable::run);
        assertThat(worked).hasValue(1);
        assertThat(pause.keeps(worked::incrementAndGet)).isFalse();
    }

    @Test
    void theLastOfSeveralPausesEndsIt() {
        Runnable first = pause.begin();
        Runnable second = pause.begin();
        pause.keeps(worked::incrementAndGet);

        first.run();
        first.run();
        assertThat(released).as("ended once, though told twice").isEmpty();
        second.run();
        released.forEach(Runnable::run);
        assertThat(worked).hasValue(1);
    }

    @Test
    void nothingIsForgottenWhileAPauseEnds() throws InterruptedException {
        var done = new AtomicInteger();
        var racing = new BulkPause(Runnable::run);
        int rounds = 20_000;
        try (var other = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < rounds; i++) {
                Runnable end = racing.begin();
                other.execute(end);
                if (!racing.keeps(done::incrementAndGet)) {
                    done.incrementAndGet();
                }
            }
        }
        assertThat(done).hasValue(rounds);
    }
}
