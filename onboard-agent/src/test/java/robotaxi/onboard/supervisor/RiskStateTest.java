package robotaxi.onboard.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RiskStateTest {
    private final RiskState risk = new RiskState();

    @Test
    void onlyHealthInStandstillForThreeSecondsResets() {
        assertThat(risk.tick(0, "no plan", 8)).isPresent();
        assertThat(risk.tick(1_000_000, "", 4)).isEmpty();
        assertThat(risk.mode()).isEqualTo(RiskState.Mode.MANOEUVRE);
        risk.tick(2_000_000, "no plan", 0);
        assertThat(risk.mode()).isEqualTo(RiskState.Mode.CONDITION);
        risk.tick(3_000_000, "", 0);
        assertThat(risk.tick(5_999_999, "", 0)).isEmpty();
        assertThat(risk.tick(6_000_000, "", 0)).isPresent();
        assertThat(risk.mode()).isEqualTo(RiskState.Mode.NORMAL);
    }
}
