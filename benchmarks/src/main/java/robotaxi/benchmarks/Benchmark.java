package robotaxi.benchmarks;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One benchmark. {@code ./robotaxi bench loop-faults} finds the class {@code LoopFaults} in this package. */
public interface Benchmark {

    /**
     * How it shall run.
     *
     * @param quick at a smaller size
     * @param seed of all chance that the benchmark itself has
     * @param sizes figures that shall be other than the benchmark's own, by name
     * @param tell hears of the progress
     */
    record Setting(boolean quick, long seed, Map<String, Integer> sizes, Consumer<String> tell) {
        /** A figure: the one that was asked for, or the benchmark's own. */
        int size(String name, int own) {
            return sizes.getOrDefault(name, own);
        }
    }

    /**
     * What came of it.
     *
     * @param holds whether all that must hold does
     * @param svg a plot, to be kept beside the metrics
     */
    record Outcome(Map<String, Object> metrics, boolean holds, Optional<String> svg) {
        Outcome(Map<String, Object> metrics, boolean holds) {
            this(metrics, holds, Optional.empty());
        }
    }

    /** What it measures, in one sentence. */
    String summary();

    /** Names of the figures that {@code --with} may change. */
    default Set<String> sizes() {
        return Set.of();
    }

    /** Runs it. */
    Outcome run(Setting setting) throws InterruptedException;
}
