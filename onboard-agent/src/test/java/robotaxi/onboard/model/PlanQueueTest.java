package robotaxi.onboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanQueueTest {
    @Test
    void movingCarsGoFirstAndNobodyStandsInLineTwice() {
        PlanQueue<String> line = new PlanQueue<>();
        line.add("parked", false);
        line.add("a", true);
        line.add("b", true);
        line.add("a", true);

        assertThat(line.poll()).contains("a");
        assertThat(line.poll()).contains("b");
        assertThat(line.poll()).contains("parked");
        assertThat(line.poll()).isEmpty();
    }

    @Test
    void aBudgetOfAHalfRestsAsLongAsItWorked() {
        CpuBudget budget = new CpuBudget(0.5, 0);

        assertThat(budget.restNanos(250_000_000, 0)).isZero();
        assertThat(budget.restNanos(10_000_000, 10_000_000)).isEqualTo(10_000_000);
    }
}
