package robotaxi.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.supervisor.Trials;

/** The car's control loop and its supervisor in many random scenarios, with models that say anything and senses that fail. */
public final class Supervisor implements Benchmark {
    private static final int RUNS = 10_000;
    private static final int QUICK_RUNS = 1_000;

    /** Found by its name. */
    public Supervisor() {}

    @Override
    public String summary() {
        return "random traffic, mad models and failing senses: no collision that RSS calls avoidable";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("runs");
    }

    @Override
    public Outcome run(Setting setting) {
        int runs = setting.size("runs", setting.quick() ? QUICK_RUNS : RUNS);
        Trials.Result result = Trials.run(runs, setting.seed(), setting.tell());
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("runs", runs);
        metrics.put("collisions", result.collisions());
        metrics.put("avoidable_collisions", result.avoidable());
        metrics.put("blind_collisions", result.blind());
        metrics.put("faults", result.faults());
        metrics.put("late_mrc", result.late());
        return new Outcome(metrics, result.avoidable() == 0 && result.late() == 0 && result.faults() > 0);
    }
}
