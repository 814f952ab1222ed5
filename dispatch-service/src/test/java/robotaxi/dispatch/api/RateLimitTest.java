package robotaxi.dispatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000;

    private final RateLimit limit = new RateLimit(2, 5);

    private long granted(String client, int calls, long nowNanos) {
        return IntStream.range(0, calls)
                .filter(i -> limit.allows(client, nowNanos))
                .count();
    }

    @Test
    void aClientMayCallInABurstAndThenAtItsRate() {
        assertThat(granted("anna", 9, 0)).isEqualTo(5);
        assertThat(granted("anna", 9, SECOND - 1)).isEqualTo(1);
        assertThat(granted("anna", 9, SECOND)).isEqualTo(1);
        assertThat(granted("anna", 9, 3 * SECOND)).isEqualTo(4);
    }

    @Test
    void aQuietClientSavesUpNoMoreThanABurst() {
        granted("anna", 9, 0);
        assertThat(granted("anna", 99, 1_000 * SECOND)).isEqualTo(5);
    }

    @Test
    void oneClientIsNoOthersBurden() {
        granted("anna", 9, 0);
        assertThat(granted("bert", 9, 0)).isEqualTo(5);
    }

    @Test
    void monotonicTimeMayBeginAnywhere() {
        assertThat(granted("anna", 9, Long.MIN_VALUE + 1)).isEqualTo(5);
        assertThat(granted("anna", 9, Long.MIN_VALUE + 1 + SECOND)).isEqualTo(2);
    }
}
