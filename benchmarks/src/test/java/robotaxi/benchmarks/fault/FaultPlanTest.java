package robotaxi.benchmarks.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.benchmarks.fault.FaultTally.Kind;

class FaultPlanTest {
    @ParameterizedTest
    @ValueSource(ints = {7, 12, 99, 1_000})
    void allKindsAreAmongThem(int faults) {
        var plan = new FaultPlan(faults);
        assertThat(plan.total()).isEqualTo(faults);
        assertThat(Kind.values()).allSatisfy(kind -> assertThat(plan.of(kind)).isPositive());
    }
}
