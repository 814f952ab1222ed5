package robotaxi.onboard.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HardBrakeTriggerTest {
    @Test
    void brakingMustLastAndIsReportedOnce() {
        HardBrakeTrigger trigger = new HardBrakeTrigger();

        assertThat(trigger.measure(0, -5)).isFalse();
        assertThat(trigger.measure(100_000, -1)).isFalse();
        assertThat(trigger.measure(200_000, -4)).isFalse();
        assertThat(trigger.measure(300_000, -6)).isFalse();
        assertThat(trigger.measure(400_000, -5)).isTrue();
        assertThat(trigger.peak()).isEqualTo(6);
        assertThat(trigger.measure(500_000, -5)).isFalse();
        assertThat(trigger.measure(10_400_000, -5)).isTrue();
    }
}
