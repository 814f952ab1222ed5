package robotaxi.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PressureTest {
    private final Pressure pressure = new Pressure();

    @Test
    void itBeginsAtHalfAndEndsAtAQuarter() {
        assertThat(pressure.look(0.49)).isFalse();
        assertThat(pressure.isOn()).isFalse();
        assertThat(pressure.look(0.5)).isTrue();
        assertThat(pressure.isOn()).isTrue();
        assertThat(pressure.look(0.26)).isFalse();
        assertThat(pressure.isOn()).isTrue();
        assertThat(pressure.look(0.24)).isTrue();
        assertThat(pressure.isOn()).isFalse();
        assertThat(pressure.look(0.3)).isFalse();
    }
}
