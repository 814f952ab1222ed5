package robotaxi.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadlineRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final DeadlineRule rule = new DeadlineRule(Duration.ofHours(24));

    @Test
    void aDeadlineIsNeededAndMayBeNeitherOverNorFarAhead() {
        assertThat(rule.judge(Instant.EPOCH, NOW)).isEqualTo(DeadlineRule.Verdict.MISSING);
        assertThat(rule.judge(NOW.minusNanos(1), NOW)).isEqualTo(DeadlineRule.Verdict.PASSED);
        assertThat(rule.judge(NOW, NOW)).isEqualTo(DeadlineRule.Verdict.GOOD);
        assertThat(rule.judge(NOW.plus(Duration.ofHours(24)), NOW)).isEqualTo(DeadlineRule.Verdict.GOOD);
        assertThat(rule.judge(NOW.plus(Duration.ofHours(25)), NOW)).isEqualTo(DeadlineRule.Verdict.TOO_FAR);
    }

    @Test
    void aSendersClockMayBeALittleAhead() {
        Instant full = NOW.plus(Duration.ofHours(24));
        assertThat(rule.judge(full.plusSeconds(60), NOW)).isEqualTo(DeadlineRule.Verdict.GOOD);
        assertThat(rule.judge(full.plusSeconds(61), NOW)).isEqualTo(DeadlineRule.Verdict.TOO_FAR);
    }
}
