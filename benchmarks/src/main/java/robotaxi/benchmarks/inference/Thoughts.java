package robotaxi.benchmarks.inference;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Thinking;

/** How long whole thoughts take in the agent's own host, pictures decoded and all. */
public final class Thoughts {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double MILLION = 1e6;

    private Thoughts() {}

    /** Wall times, and the CPU time of one on average. */
    public record Measured(Times times, double cpuMillis, double words) {}

    /** Measures them. */
    public static Measured measure(DrivingModel model, Thinking thinking, int runs, long seed) {
        RollingView view = new RollingView(model.eyes(), seed);
        for (int i = 0; i < runs / 10; i++) {
            var _ = model.plan(view.at(i), Effort.unhurried(thinking, System.nanoTime(), i, 1));
        }
        long[] nanos = new long[runs];
        long words = 0;
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < runs; i++) {
            var observation = view.at(i);
            long before = System.nanoTime();
            var plan = model.plan(observation, Effort.unhurried(thinking, before, i, 1));
            nanos[i] = System.nanoTime() - before;
            words += plan.reasoning().isEmpty() ? 0 : plan.reasoning().split(" ").length;
        }
        double cpuMillis = (THREADS.getCurrentThreadCpuTime() - cpu) / MILLION / runs;
        return new Measured(new Times(nanos), cpuMillis, (double) words / runs);
    }
}
