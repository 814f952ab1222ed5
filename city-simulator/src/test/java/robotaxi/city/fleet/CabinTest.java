package robotaxi.city.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CabinTest {
    private static final Wishes STOP_LOCKED = new Wishes(true, false, true, 0, true);
    private static final Wishes STOP_OPEN = new Wishes(false, false, true, 0, true);
    private static final Wishes DRIVE = new Wishes(true, false, false, 10, true);
    private final Cabin cabin = new Cabin(false, new SplittableRandom(1));

    @Test
    void nobodyGetsInThroughLockedDoors() {
        run(100, 0, STOP_LOCKED);
        assertThat(cabin.occupied()).isFalse();
        assertThat(cabin.doorsClosed()).isTrue();
    }

    @Test
    void aPassengerIsSeatedWithinSixSecondsAndGetsOutAtTheNextStop() {
        run(20, 0, STOP_OPEN);
        assertThat(cabin.doorsClosed()).isFalse();
        assertThat(cabin.occupied()).isFalse();
        run(42, 0, STOP_OPEN);
        assertThat(cabin.occupied()).isTrue();
        assertThat(cabin.doorsClosed()).isTrue();
        run(200, 0, STOP_OPEN);
        assertThat(cabin.occupied()).isTrue();
        run(50, 8, DRIVE);
        assertThat(cabin.doorsLocked()).isTrue();
        run(62, 0, STOP_OPEN);
        assertThat(cabin.occupied()).isFalse();
    }

    @Test
    void nobodyOpensTheDoorOfAMovingCar() {
        run(100, 3, STOP_OPEN);
        assertThat(cabin.occupied()).isFalse();
        assertThat(cabin.doorsClosed()).isTrue();
    }

    private void run(int ticks, double speed, Wishes wishes) {
        for (int i = 0; i < ticks; i++) {
            cabin.step(0.1, speed, wishes);
        }
    }
}
