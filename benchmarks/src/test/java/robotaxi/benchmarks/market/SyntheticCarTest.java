package robotaxi.benchmarks.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.geo.v1.Position;

class SyntheticCarTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final SyntheticCar car =
            new SyntheticCar("car-1", Position.getDefaultInstance(), event -> {}, Runnable::run);

    @Test
    void aCarRemembersWhatItSaidAfterAMoment() {
        car.telemetry(NOON);
        car.telemetry(NOON.plusSeconds(1));
        car.telemetry(NOON.plusSeconds(2));
        assertThat(car.saidAfter(NOON)).contains(NOON.plusSeconds(1));
        assertThat(car.saidAfter(NOON.plusSeconds(2))).isEmpty();
    }

    @Test
    void whoHasSeenNothingMissesTheOldestThatTheCarRemembers() {
        for (int second = 0; second < 100; second++) {
            car.telemetry(NOON.plusSeconds(second));
        }
        assertThat(car.saidAfter(Instant.EPOCH)).contains(NOON.plusSeconds(70));
    }
}
