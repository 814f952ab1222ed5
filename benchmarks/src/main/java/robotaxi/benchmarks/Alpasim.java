package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import robotaxi.benchmarks.alpasim.Conformance;
import robotaxi.benchmarks.inference.TestedPackage;

/**
 * The agent at AlpaSim's door, before a client that does what the runtime does and may do: submits at the same time in any order, retries,
 * bad input, messages of 64 MiB. The same seed must make the same bytes.
 */
public final class Alpasim implements Benchmark {
    /** Found by its name. */
    public Alpasim() {}

    @Override
    public String summary() {
        return "the agent before a client that behaves and misbehaves as AlpaSim's runtime may";
    }

    @Override
    public Outcome run(Setting setting) {
        TestedPackage tested = TestedPackage.find();
        try {
            Conformance.Result result = new Conformance(tested, setting.seed(), setting.tell()).run();
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("scenarios", result.scenarios());
            metrics.put("passed", result.passed());
            metrics.put("repeatable", result.repeatable());
            metrics.put("package", tested.path().getFileName().toString());
            return new Outcome(metrics, result.passed() == result.scenarios() && result.repeatable());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
