package robotaxi.city.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WorldClockTest {
    private static final long MILLI = 1_000_000;

    @Test
    void itWaitsForTheNextTenthOfASecond() {
        WorldClock clock = new WorldClock(0);
        assertThat(clock.untilNext(20 * MILLI)).isEqualTo(80 * MILLI);
        assertThat(clock.untilNext(150 * MILLI)).isEqualTo(50 * MILLI);
    }

    @Test
    void aWorldFarBehindIsNotHurried() {
        WorldClock clock = new WorldClock(0);
        assertThat(clock.untilNext(900 * MILLI)).isZero();
        assertThat(clock.untilNext(901 * MILLI)).isEqualTo(99 * MILLI);
    }

    @Test
    void theAchievedRateIsTold() {
        WorldClock clock = new WorldClock(0);
        for (int i = 0; i < 80; i++) {
            clock.turned(200L * i * MILLI);
        }
        assertThat(clock.realTimeFactor()).isCloseTo(0.5, within(1e-9));
    }
}
