package robotaxi.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import robotaxi.benchmarks.inference.RollingView;
import robotaxi.benchmarks.inference.TestedPackage;
import robotaxi.benchmarks.inference.Times;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Plan;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.model.adapter.Models;
import robotaxi.onboard.shadow.adapter.ShadowHost;

/**
 * What a candidate in the shadow costs the model that drives: full thoughts ten times a second, in turns with and without the same package
 * beside it on all the time that is left over.
 */
public final class Shadow implements Benchmark {
    private static final int ROUNDS = 10;
    private static final int QUICK_ROUNDS = 3;
    private static final int TICKS = 200;
    private static final int QUICK_TICKS = 60;
    private static final long TICK_NANOS = 100_000_000;
    private static final double SHARE = 0.5;
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;
    private static final double THOUSANDTHS = 1_000;

    /** Found by its name. */
    public Shadow() {}

    @Override
    public String summary() {
        return "how much slower the model that drives is with a candidate beside it";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("rounds", "ticks");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        int rounds = setting.size("rounds", setting.quick() ? QUICK_ROUNDS : ROUNDS);
        int ticks = setting.size("ticks", setting.quick() ? QUICK_TICKS : TICKS);
        TestedPackage tested = TestedPackage.find();
        HostOptions cpu = HostOptions.DEFAULT.on(List.of("cpu"));
        AtomicInteger compared = new AtomicInteger();
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        try (DrivingModel active = Models.load(tested.files(), cpu);
                ShadowHost host = new ShadowHost(cpu, SHARE)) {
            Drive drive = new Drive(active, host, tested, compared, setting.seed());
            drive.ticks(ticks, true, new ArrayList<>());
            for (int round = 0; round < rounds; round++) {
                drive.ticks(ticks, false, without);
                drive.ticks(ticks, true, with);
                setting.tell()
                        .accept("round " + (round + 1) + " of " + rounds + ": p99 "
                                + times(without).rounded(P99) + " ms alone, "
                                + times(with).rounded(P99) + " ms with a shadow");
            }
        }
        double change = times(with).millis(P99) / times(without).millis(P99) - 1;
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("p99_change", Math.round(change * THOUSANDTHS) / THOUSANDTHS);
        metrics.put("alone_p50_ms", times(without).rounded(MEDIAN));
        metrics.put("alone_p99_ms", times(without).rounded(P99));
        metrics.put("shadowed_p50_ms", times(with).rounded(MEDIAN));
        metrics.put("shadowed_p99_ms", times(with).rounded(P99));
        metrics.put("thoughts_compared", compared.get());
        metrics.put("thoughts", with.size());
        metrics.put("package", tested.path().getFileName().toString());
        return new Outcome(metrics, compared.get() > 0);
    }

    private static Times times(List<Long> nanos) {
        return new Times(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    /** A car that thinks at 10 Hz. */
    private record Drive(
            DrivingModel active,
            ShadowHost host,
            ShadowHost.Candidate candidate,
            AtomicInteger compared,
            RollingView view) {
        private Drive(DrivingModel active, ShadowHost host, TestedPackage tested, AtomicInteger compared, long seed) {
            this(
                    active,
                    host,
                    new ShadowHost.Candidate("candidate", tested.files()),
                    compared,
                    new RollingView(active.eyes(), seed));
        }

        private void ticks(int count, boolean shadowed, List<Long> nanos) throws InterruptedException {
            for (int tick = 0; tick < count; tick++) {
                var seen = view.at(tick);
                long begin = System.nanoTime();
                Plan plan = active.plan(seen, Effort.unhurried(Thinking.FULL, begin, tick, 1));
                nanos.add(System.nanoTime() - begin);
                if (shadowed) {
                    host.offer(candidate, new ShadowHost.Moment(seen, Thinking.FULL, tick, plan), counting());
                }
                TimeUnit.NANOSECONDS.sleep(Math.max(0, begin + TICK_NANOS - System.nanoTime()));
            }
        }

        private ShadowHost.Listener counting() {
            return new ShadowHost.Listener() {
                @Override
                public void planned(DrivingModel model, ShadowHost.Moment moment, Plan plan) {
                    compared.incrementAndGet();
                }

                @Override
                public void failed(String key, ModelFaultException fault) {
                    throw new IllegalStateException(fault);
                }
            };
        }
    }
}
