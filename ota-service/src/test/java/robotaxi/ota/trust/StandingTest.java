package robotaxi.ota.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aQuarterOfItsTimeBeforeTheEndPeopleAreWarned() {
        var year = new Standing("images", "root", 1, START, START.plus(Duration.ofDays(100)));

        assertThat(year.expiresSoon(START.plus(Duration.ofDays(74)))).isFalse();
        assertThat(year.expiresSoon(START.plus(Duration.ofDays(75)))).isTrue();
        assertThat(year.expiresSoon(START.plus(Duration.ofDays(200)))).isTrue();
    }
}
