package robotaxi.benchmarks;

import java.util.Map;
import java.util.function.Consumer;

/** One benchmark. {@code ./robotaxi bench loop-faults} finds the class {@code LoopFaults} in this package. */
public interface Benchmark {

    /**
     * How it shall run.
     *
     * @param quick at a smaller size
     * @param seed of all chance that the benchmark itself has
     * @param tell hears of the progress
     */
    record Setting(boolean quick, long seed, Consumer<String> tell) {}

    /**
     * What came of it.
     *
     * @param holds whether all that must hold does
     */
    record Outcome(Map<String, Object> metrics, boolean holds) {}

    /** What it measures, in one sentence. */
    String summary();

    /** Runs it. */
    Outcome run(Setting setting) throws InterruptedException;
}
