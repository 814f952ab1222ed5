package robotaxi.dispatch.rebalancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestedDemandTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration MEMORY = Duration.ofMinutes(30);

    @Test
    void aSteadyStreamIsExpectedToGoOn() {
        var demand = new RequestedDemand(2, MEMORY);
        Instant now = START;
        for (int i = 0; i < 600; i++) {
            now = now.plusSeconds(30);
            demand.requested(1, now);
        }
        assertThat(demand.within(Duration.ofMinutes(10), now).expected(1)).isCloseTo(20, within(0.5));
        assertThat(demand.within(Duration.ofMinutes(10), now).expected(0)).isZero();
    }

    @Test
    void whatWasRequestedFadesByTheAgeInMemories() {
        var demand = new RequestedDemand(1, MEMORY);
        demand.requested(0, START);
        assertThat(demand.within(MEMORY, START.plus(MEMORY)).expected(0)).isCloseTo(1 / Math.E, within(1e-9));
    }

    @Test
    void theBudgetRaisesThePriceWhileTooMuchIsDrivenEmpty() {
        var budget = new EmptyDrivingBudget(0.25, 0.2);
        assertThat(budget.after(0.3).price()).isGreaterThan(0.2);
        assertThat(budget.after(0.2).price()).isLessThan(0.2);
    }

    @Test
    void thePriceStaysWithinItsBounds() {
        var budget = new EmptyDrivingBudget(0.25, 0.2);
        for (int i = 0; i < 200; i++) {
            budget = budget.after(1);
        }
        assertThat(budget.price()).isEqualTo(0.3);
        for (int i = 0; i < 400; i++) {
            budget = budget.after(0);
        }
        assertThat(budget.price()).isEqualTo(0.05);
    }
}
