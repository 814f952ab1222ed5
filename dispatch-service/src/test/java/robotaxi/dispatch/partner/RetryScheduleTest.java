package robotaxi.dispatch.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final RetrySchedule SCHEDULE = new RetrySchedule(Duration.ofSeconds(5));

    @Test
    void eachPauseIsFourTimesTheOneBeforeUpToSixHours() {
        assertThat(SCHEDULE.pause(1, 0.5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(SCHEDULE.pause(2, 0.5)).isEqualTo(Duration.ofSeconds(20));
        assertThat(SCHEDULE.pause(5, 0.5)).isEqualTo(Duration.ofSeconds(1_280));
        assertThat(SCHEDULE.pause(10, 0.5)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void aFifthIsChance() {
        assertThat(SCHEDULE.pause(1, 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(SCHEDULE.pause(1, 1)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void allAttemptsTogetherSpreadOverADay() {
        Duration sum = Duration.ZERO;
        int attempts = 1;
        for (; !SCHEDULE.isExhausted(attempts); attempts++) {
            sum = sum.plus(SCHEDULE.pause(attempts, 0.5));
        }
        assertThat(attempts).isEqualTo(11);
        assertThat(sum).isBetween(Duration.ofHours(24), Duration.ofHours(27));
    }
}
