package robotaxi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkNamesTest {
    @ParameterizedTest
    @CsvSource({"start,Start", "loop-faults,LoopFaults", "a-1b-c,A1bC"})
    void aNameIsAClass(String name, String className) {
        assertThat(BenchmarkNames.classNameOf(name)).isEqualTo(className);
    }

    @Test
    void aBenchmarkIsFoundByItsName() {
        assertThat(BenchmarkNames.find("loop-faults")).get().isInstanceOf(LoopFaults.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "bench", "benchmark", "Start", "-start", "../start", "loop--faults"})
    void anythingElseIsNot(String name) {
        assertThat(BenchmarkNames.find(name)).isEmpty();
    }

    @Test
    void allAreListed() {
        assertThat(BenchmarkNames.list())
                .contains("demo", "loop-faults", "start")
                .isSorted();
    }
}
