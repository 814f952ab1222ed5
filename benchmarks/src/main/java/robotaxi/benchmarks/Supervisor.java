package robotaxi.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import robotaxi.benchmarks.supervisor.Trials;

/** The car's control loop and its supervisor in many random scenarios, with models that say anything and senses that fail. */
public final class Supervisor implements Benchmark {
    private static final int RUNS = 10_000;
    private static final int QUICK_RUNS = 1_000;
    private static final int SEEDS = 6;

    /** Found by its name. */
    public Supervisor() {}

    @Override
    public String summary() {
        return "random traffic, mad models and failing senses: no collision that RSS calls avoidable";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("runs", "seeds");
    }

    @Override
    public Outcome run(Setting setting) {
        int runs = setting.size("runs", setting.quick() ? QUICK_RUNS : RUNS);
        List<Long> seeds = LongStream.range(
                        setting.seed(), setting.seed() + setting.size("seeds", setting.quick() ? 1 : SEEDS))
                .boxed()
                .toList();
        Trials.Result result = Trials.Result.NONE;
        for (long seed : seeds) {
            Trials.Result one = Trials.run(runs, seed, setting.tell());
            setting.tell()
                    .accept("seed " + seed + ": " + one.collisions() + " collisions, " + one.avoidable()
                            + " avoidable");
            result = result.plus(one);
        }
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("seeds", seeds);
        metrics.put("runs", runs * seeds.size());
        metrics.put("collisions", result.collisions());
        metrics.put("avoidable_collisions", result.avoidable());
        metrics.put("blind_collisions", result.blind());
        metrics.put("faults", result.faults());
        metrics.put("late_mrc", result.late());
        return new Outcome(metrics, result.avoidable() == 0 && result.late() == 0 && result.faults() > 0);
    }
}
