package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import robotaxi.benchmarks.inference.Aborts;
import robotaxi.benchmarks.inference.Costs;
import robotaxi.benchmarks.inference.NativeLoop;
import robotaxi.benchmarks.inference.StalledHour;
import robotaxi.benchmarks.inference.TestedPackage;
import robotaxi.benchmarks.inference.Thoughts;
import robotaxi.benchmarks.inference.Times;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.Thinking;
import robotaxi.onboard.model.adapter.GraphLoop;
import robotaxi.onboard.model.adapter.Models;

/**
 * The host of the reasoning model: against ONNX Runtime's own Python loop over the same graphs with the same pinned caches, against the
 * clock in both ways of thinking, in stopping a graph, and through a simulated hour of stalls.
 */
public final class Inference implements Benchmark {
    private static final int RUNS = 1_000;
    private static final int QUICK_RUNS = 100;
    private static final int HOUR_TICKS = 36_000;
    private static final int QUICK_TICKS = 3_600;
    private static final int ROUNDS = 10;
    private static final int WORDS = 12;
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;
    private static final double THOUSANDTHS = 1_000;
    private static final double HUNDREDTHS = 100;

    /** Found by its name. */
    public Inference() {}

    @Override
    public String summary() {
        return "the reasoning model's host: against Python, the clock, stops and stalls";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("runs", "ticks", "threads");
    }

    @Override
    public Outcome run(Setting setting) {
        int runs = setting.size("runs", setting.quick() ? QUICK_RUNS : RUNS);
        int ticks = setting.size("ticks", setting.quick() ? QUICK_TICKS : HOUR_TICKS);
        int threads = setting.size("threads", 1);
        TestedPackage tested = TestedPackage.find();
        Map<String, Object> metrics = new LinkedHashMap<>();
        try (GraphLoop loop = new GraphLoop(tested.files(), threads)) {
            Map<String, Times> parts = parts(loop, runs);
            compare(tested, loop, threads, runs, setting)
                    .ifPresent(ratio -> metrics.put("native_ratio", Math.round(ratio * THOUSANDTHS) / THOUSANDTHS));
            thoughts(tested, threads, runs, setting, metrics);
            Times aborts = Aborts.measure(loop, WORDS, part(parts, "tick"), runs, setting.seed());
            metrics.put("abort_p99_ms", aborts.rounded(P99));
            metrics.put("abort_max_ms", aborts.rounded(1));
            setting.tell().accept("stopped " + runs + " thoughts, p99 " + aborts.rounded(P99) + " ms late");
            Costs costs = new Costs(
                    part(parts, "seeing"), part(parts, "reading"), part(parts, "word"), part(parts, "step"), aborts);
            StalledHour.Result hour = new StalledHour(costs, loop.flow(), setting.seed()).run(ticks);
            metrics.put("missed_ticks", hour.missed());
            metrics.put("ticks", hour.ticks());
            metrics.put("stalls", hour.stalls());
            metrics.put("thoughts_cut", hour.cut());
            metrics.put("thoughts_stopped", hour.stopped());
            metrics.put("decisions", hour.ends());
            metrics.put("package", tested.path().getFileName().toString());
            metrics.put("threads", threads);
            return new Outcome(metrics, hour.missed() == 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Times part(Map<String, Times> parts, String name) {
        Times times = parts.get(name);
        if (times == null) {
            throw new IllegalStateException("not measured: " + name);
        }
        return times;
    }

    private static Map<String, Times> parts(GraphLoop loop, int runs) {
        long[][] nanos = new long[5][runs];
        for (int i = -runs / 10; i < runs; i++) {
            long before = System.nanoTime();
            var parts = loop.tick(loop.newPictures(), WORDS, loop.flow().full(), Effort.NO_HURRY)
                    .orElseThrow();
            if (i >= 0) {
                nanos[0][i] = parts.seeingNanos();
                nanos[1][i] = parts.readingNanos();
                nanos[2][i] = parts.wordNanos();
                nanos[3][i] = parts.stepNanos();
                nanos[4][i] = System.nanoTime() - before;
            }
        }
        return Map.of(
                "seeing", new Times(nanos[0]),
                "reading", new Times(nanos[1]),
                "word", new Times(nanos[2]),
                "step", new Times(nanos[3]),
                "tick", new Times(nanos[4]));
    }

    /** Java and Python in turns, so that what else runs on the machine meets both alike. */
    private static OptionalDouble compare(
            TestedPackage tested, GraphLoop loop, int threads, int runs, Setting setting) {
        int steps = loop.flow().full();
        Optional<NativeLoop> python =
                NativeLoop.start(tested, threads, loop.newPictures(), WORDS, steps, setting.tell());
        if (python.isEmpty()) {
            return OptionalDouble.empty();
        }
        try (NativeLoop other = python.get()) {
            List<Double> ratios = new ArrayList<>();
            var _ = other.run(runs / ROUNDS);
            for (int round = 0; round < ROUNDS; round++) {
                long[] ours = new long[runs / ROUNDS];
                for (int i = 0; i < ours.length; i++) {
                    long before = System.nanoTime();
                    var _ = loop.tick(loop.newPictures(), WORDS, steps, Effort.NO_HURRY);
                    ours[i] = System.nanoTime() - before;
                }
                Times java = new Times(ours);
                Times theirs = new Times(other.run(ours.length));
                ratios.add(java.millis(MEDIAN) / theirs.millis(MEDIAN));
                setting.tell()
                        .accept("median tick: Java " + java.rounded(MEDIAN) + " ms, Python " + theirs.rounded(MEDIAN)
                                + " ms");
            }
            ratios.sort(null);
            return OptionalDouble.of((ratios.get(ROUNDS / 2 - 1) + ratios.get(ROUNDS / 2)) / 2);
        }
    }

    private static void thoughts(
            TestedPackage tested, int threads, int runs, Setting setting, Map<String, Object> metrics) {
        HostOptions options = HostOptions.DEFAULT.on(List.of("cpu")).withThreads(threads);
        try (DrivingModel model = Models.load(tested.files(), options)) {
            var full = Thoughts.measure(model, Thinking.FULL, runs, setting.seed());
            var reflex = Thoughts.measure(model, Thinking.REFLEX, runs, setting.seed());
            metrics.put("full_p50_ms", full.times().rounded(MEDIAN));
            metrics.put("full_p99_ms", full.times().rounded(P99));
            metrics.put("full_cpu_ms", Math.round(full.cpuMillis() * HUNDREDTHS) / HUNDREDTHS);
            metrics.put("full_words", Math.round(full.words() * HUNDREDTHS) / HUNDREDTHS);
            metrics.put("reflex_p50_ms", reflex.times().rounded(MEDIAN));
            metrics.put("reflex_p99_ms", reflex.times().rounded(P99));
            metrics.put("reflex_cpu_ms", Math.round(reflex.cpuMillis() * HUNDREDTHS) / HUNDREDTHS);
            setting.tell()
                    .accept("full thought p99 " + full.times().rounded(P99) + " ms, reflex p99 "
                            + reflex.times().rounded(P99) + " ms");
        }
    }
}
