package robotaxi.onboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenewalTimeTest {
    @Test
    void aFleetThatEnrolledTogetherRenewsOverAWeek() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = from.plus(Duration.ofDays(90));
        Random random = new Random(7);
        Set<Long> days = new HashSet<>();
        for (int car = 0; car < 1_000; car++) {
            Instant due = RenewalTime.of(from, until, random);
            assertThat(due).isBetween(from.plus(Duration.ofDays(60)), from.plus(Duration.ofHours(24 * 67 + 12)));
            days.add(Duration.between(from, due).toDays());
        }
        assertThat(days).containsExactlyInAnyOrder(60L, 61L, 62L, 63L, 64L, 65L, 66L, 67L);
    }
}
