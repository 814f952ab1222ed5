package robotaxi.dispatch.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatteryAccountTest {
    @Test
    void aChargeCostsItsEnergyAtTheTariff() {
        assertThat(BatteryAccount.costMinor(50, 60, 31)).isEqualTo(930);
        assertThat(BatteryAccount.costMinor(0.01, 60, 30)).isZero();
        assertThat(BatteryAccount.costMinor(-3, 60, 30)).isZero();
    }

    @Test
    void drivingTakesItsShareOfWhatTheBatteryHolds() {
        BatteryAccount battery = BatteryAccount.EMPTY.charged(900);
        assertThat(battery.takenMinor(90, 60)).isEqualTo(300);
        assertThat(battery.takenMinor(90, 90)).isZero();
        assertThat(battery.takenMinor(90, 95)).isZero();
        assertThat(battery.takenMinor(90, 0)).isEqualTo(900);
        assertThat(battery.takenMinor(0, 0)).isZero();
        assertThat(BatteryAccount.EMPTY.takenMinor(90, 10)).isZero();
    }

    @Test
    void noBatteryOwesMoney() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatteryAccount.EMPTY.charged(10).drawn(11));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noCentIsLostOverALife(long seed) {
        var chance = new SplittableRandom(seed);
        BatteryAccount battery = BatteryAccount.EMPTY;
        long bought = 0;
        long used = 0;
        double percent = 80;
        for (int i = 0; i < 10_000; i++) {
            double next = chance.nextDouble() * 100;
            if (next < percent) {
                long taken = battery.takenMinor(percent, next);
                used += taken;
                battery = battery.drawn(taken);
            } else {
                long cost = BatteryAccount.costMinor(next - percent, 60, 1 + chance.nextInt(90));
                bought += cost;
                battery = battery.charged(cost);
            }
            percent = next;
            assertThat(bought).isEqualTo(used + battery.heldMinor());
        }
        assertThat(used).isPositive();
    }
}
