package robotaxi.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import robotaxi.benchmarks.ride.RideTrial;

/**
 * A million rides by chance, each done twice: by dispatch's own code and by a reference that was written apart. Whatever differs
 * after any act is counted, and its seed is told. One seed gives one result.
 */
public final class RideModel implements Benchmark {
    private static final int HISTORIES = 1_000_000;
    private static final int QUICK_HISTORIES = 100_000;
    private static final int TOLD = 5;
    private static final int REPORTS = 10;

    /** Found by its name. */
    public RideModel() {}

    @Override
    public String summary() {
        return "rides by chance against a reference of their states and their money";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("histories");
    }

    @Override
    public Outcome run(Setting setting) {
        int histories = setting.size("histories", setting.quick() ? QUICK_HISTORIES : HISTORIES);
        var seeds = new SplittableRandom(setting.seed());
        Map<String, Integer> ends = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        int illegal = 0;
        int moneyErrors = 0;
        long acts = 0;
        long done = 0;
        for (int i = 1; i <= histories; i++) {
            long seed = seeds.nextLong();
            RideTrial.Finding found = new RideTrial(seed).run();
            illegal += found.state().isPresent() ? 1 : 0;
            moneyErrors += found.money().isPresent() ? 1 : 0;
            found.state().or(found::money).ifPresent(what -> differences.add("history " + seed + ": " + what));
            ends.merge(found.end(), 1, Integer::sum);
            acts += found.acts();
            done += found.done();
            if (i % Math.max(1, histories / REPORTS) == 0) {
                setting.tell().accept(i + " histories, " + illegal + " illegal, " + moneyErrors + " wrong in money");
            }
        }
        differences.stream().limit(TOLD).forEach(setting.tell());
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("histories", histories);
        metrics.put("illegal", illegal);
        metrics.put("money_errors", moneyErrors);
        metrics.put("acts", acts);
        metrics.put("acts_done", done);
        metrics.put("ends", ends);
        return new Outcome(metrics, illegal == 0 && moneyErrors == 0);
    }
}
