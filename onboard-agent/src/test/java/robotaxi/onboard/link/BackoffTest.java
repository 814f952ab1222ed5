package robotaxi.onboard.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static List<Long> nth(int attempt) {
        List<Long> waits = new ArrayList<>();
        for (int car = 0; car < 1000; car++) {
            Backoff backoff = new Backoff(new Random(car));
            for (int i = 1; i < attempt; i++) {
                backoff.nextMillis();
            }
            waits.add(backoff.nextMillis());
        }
        return waits;
    }

    @Test
    void aFleetComesBackSpreadOverTheWholeBoundThatDoublesToThirtySeconds() {
        long[] bounds = {2_000, 4_000, 8_000, 16_000, 30_000, 30_000};
        for (int attempt = 1; attempt <= bounds.length; attempt++) {
            long bound = bounds[attempt - 1];
            List<Long> waits = nth(attempt);
            assertThat(waits).allMatch(wait -> wait >= 0 && wait <= bound);
            for (int tenth = 0; tenth < 10; tenth++) {
                long from = bound * tenth / 10;
                long to = bound * (tenth + 1) / 10;
                assertThat(waits.stream().filter(wait -> wait >= from && wait < to))
                        .as("attempt %d, tenth %d", attempt, tenth)
                        .hasSizeBetween(60, 145);
            }
        }
    }

    @Test
    void aGoodAttemptBeginsAnewAndANamedTimeIsKept() {
        Backoff backoff = new Backoff(new Random(1));
        for (int i = 0; i < 10; i++) {
            backoff.nextMillis();
        }
        backoff.reset();
        assertThat(backoff.nextMillis()).isLessThanOrEqualTo(2_000);
        assertThat(backoff.afterMillis(5_000)).isBetween(5_000L, 7_000L);
    }

    @Test
    void gatewaysAreUsedInTurnFromARandomOne() {
        List<GatewayAddress> all = GatewayAddress.parseList("one:1, two:2,[::1]:3");
        assertThat(all)
                .containsExactly(
                        new GatewayAddress("one", 1), new GatewayAddress("two", 2), new GatewayAddress("::1", 3));
        Set<GatewayAddress> firsts = new HashSet<>();
        for (int car = 0; car < 50; car++) {
            Gateways gateways = new Gateways(all, new Random(car));
            firsts.add(gateways.current());
            Set<GatewayAddress> used = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                used.add(gateways.current());
                gateways.next();
            }
            assertThat(used).hasSize(3);
        }
        assertThat(firsts).hasSize(3);
        assertThatThrownBy(() -> GatewayAddress.parseList("one:1,two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two");
    }
}
