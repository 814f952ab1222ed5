package robotaxi.onboard.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DayBudgetTest {
    @Test
    void aDayHasItsBytesAndWhatMustBeReportedGoesAnyway() {
        DayBudget budget = new DayBudget(10, 0).spent(900);

        assertThat(budget.allows(100, Trigger.Worth.ROUTINE, 1000)).isTrue();
        assertThat(budget.allows(101, Trigger.Worth.ROUTINE, 1000)).isFalse();
        assertThat(budget.allows(101, Trigger.Worth.REPORTABLE, 1000)).isTrue();
        assertThat(budget.on(11).spentBytes()).isZero();
        assertThat(budget.on(9).spentBytes()).isEqualTo(900);
    }

    @Test
    void bytesAreSpreadOverTheSeconds() {
        UploadPace pace = new UploadPace(1000);
        long wraps = Long.MAX_VALUE - 500_000_000;

        assertThat(pace.waitNanos(1000, wraps)).isZero();
        assertThat(pace.waitNanos(500, wraps)).isEqualTo(1_000_000_000);
        assertThat(pace.waitNanos(500, wraps + 1_000_000_000)).isEqualTo(500_000_000);
        assertThat(pace.waitNanos(500, wraps + 9_000_000_000L)).isZero();
    }
}
