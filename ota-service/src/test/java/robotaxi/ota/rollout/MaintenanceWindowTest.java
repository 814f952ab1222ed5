package robotaxi.ota.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest {
    private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void itIsOpenFromItsBeginningUntilBeforeItsEndByItsOwnClock() {
        var window = new MaintenanceWindow("0 30 2 * * ?", Duration.ofHours(2), ZoneOffset.ofHours(1));
        assertThat(window.open(DAY.plus(Duration.ofMinutes(90)).minusSeconds(1)))
                .isFalse();
        assertThat(window.open(DAY.plus(Duration.ofMinutes(90)))).isTrue();
        assertThat(window.open(DAY.plus(Duration.ofMinutes(210)).minusSeconds(1)))
                .isTrue();
        assertThat(window.open(DAY.plus(Duration.ofMinutes(210)))).isFalse();
    }

    @Test
    void onlyAScheduleThatNeverComesAgainHasLapsed() {
        assertThat(new MaintenanceWindow("0 0 4 1 1 ? 2020", Duration.ofHours(1), ZoneOffset.UTC).lapsed(DAY))
                .isTrue();
        assertThat(new MaintenanceWindow("0 0 4 * * ?", Duration.ofHours(1), ZoneOffset.UTC).lapsed(DAY))
                .isFalse();
    }

    @Test
    void whatNoClockCanFollowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaintenanceWindow("at night", Duration.ofHours(1), ZoneOffset.UTC));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaintenanceWindow("0 0 4 * * ?", Duration.ZERO, ZoneOffset.UTC));
    }
}
