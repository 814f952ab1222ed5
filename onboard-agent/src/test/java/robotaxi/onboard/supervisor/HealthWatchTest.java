package robotaxi.onboard.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.onboard.supervisor.HealthWatch.Inputs;

class HealthWatchTest {
    private static final long NOW = 10_000_000;
    private final HealthWatch watch = new HealthWatch();

    private Optional<String> look(long nowUs, long egoUs, long busUs) {
        return watch.look(new Inputs(nowUs, egoUs, busUs, false)).map(Fault::code);
    }

    @Test
    void freshInputsAreHealthyAndTheSameTickTwiceIsToo() {
        assertThat(look(NOW, NOW - 500_000, NOW - 1_000_000)).isEmpty();
        assertThat(look(NOW, NOW, NOW)).isEmpty();
    }

    @Test
    void eachStaleInputHasItsName() {
        assertThat(look(NOW, NOW - 500_001, NOW)).contains("sensor.egomotion-stale");
        assertThat(look(NOW, NOW, -1)).contains("sensor.bus-stale");
        assertThat(look(NOW, NOW, NOW - 1_000_001)).contains("sensor.bus-stale");
        assertThat(look(NOW, NOW, NOW - 2_500_001)).contains("sensor.blind");
    }

    @Test
    void timeThatGoesBackwardsOrComesFromTheFutureIsNoTime() {
        assertThat(look(NOW, NOW + 200_001, NOW)).contains("clock.inconsistent");
        assertThat(look(NOW, NOW, NOW + 200_001)).contains("clock.inconsistent");
        assertThat(look(NOW - 1, NOW - 1, NOW - 1)).contains("clock.inconsistent");
        watch.forget();
        assertThat(look(5, 5, 5)).isEmpty();
    }

    @Test
    void contactIsRememberedForASecond() {
        assertThat(watch.look(new Inputs(NOW, NOW, NOW, true)).map(Fault::rung)).contains(Rung.EMERGENCY_STOP);
        assertThat(look(NOW + 999_999, NOW + 999_999, NOW + 999_999)).contains("contact");
        assertThat(look(NOW + 1_000_000, NOW + 1_000_000, NOW + 1_000_000)).isEmpty();
    }
}
