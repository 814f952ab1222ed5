package robotaxi.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.link.CpuTime;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.ota.DeviceLoad;
import robotaxi.benchmarks.ota.UpdateDesk;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.StackFolder;
import robotaxi.local.stack.UpdateStack;

/**
 * One instance of the update service and devices that ask for themselves, by hawkBit's Direct Device Integration API: first they
 * poll and are told nothing, then each goes through an update (poll, deploymentBase, four feedbacks). The load runs on the same
 * processors.
 */
public final class Ddi implements Benchmark {
    private static final int HEAP_MEGABYTES = 512;
    private static final int DEVICES = 10_000;
    private static final int QUICK_DEVICES = 200;
    private static final int CONNECTIONS = 32;
    private static final int WARM_SECONDS = 20;
    private static final int SECONDS = 20;
    private static final String HARDWARE = "board-1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double TENTHS = 10;
    private static final double THOUSANDTHS = 1_000;
    private static final double NANOS_A_MILLI = 1e6;

    /** Found by its name. */
    public Ddi() {}

    @Override
    public String summary() {
        return "devices that ask for themselves: idle polls a second, what one costs, and whole updates a second";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("devices", "connections", "warm", "seconds");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        int count = setting.size("devices", setting.quick() ? QUICK_DEVICES : DEVICES);
        StackFolder folder = StackUnderTest.emptyFolder("ddi");
        try (var operator = new Operator();
                var stack = UpdateStack.start(folder, setting.tell())) {
            UpdateStack.Instance instance = stack.instance(HEAP_MEGABYTES, operator.settings());
            var desk = new UpdateDesk(stack, instance, operator.token("benchmark", "release-manager"));
            desk.publishRoot();
            List<String> devices = desk.makeFleet("dev", count, HARDWARE, true);
            List<String> forWarmth = desk.makeFleet("warm", count, HARDWARE, true);
            Map<String, Object> metrics = new LinkedHashMap<>();
            int connections = setting.size("connections", CONNECTIONS);
            var load = new DeviceLoad(instance.url(), devices, connections);
            boolean polled = polls(setting, load, instance, metrics);
            // Both compilers need to have seen a cycle, too.
            String first = desk.publish("first", "1", HARDWARE, "one".getBytes(StandardCharsets.UTF_8));
            desk.start(first, forWarmth);
            var warm = new DeviceLoad(instance.url(), forWarmth, connections);
            boolean warmed = warm.awaitOffers(PATIENCE) && warm.cycle().broken() == 0;
            String second = desk.publish("second", "1", HARDWARE, "two".getBytes(StandardCharsets.UTF_8));
            desk.start(second, devices);
            boolean offered = load.awaitOffers(PATIENCE);
            long before = CpuTime.nanos(instance.process().pid());
            DeviceLoad.Cycles cycles = load.cycle();
            double cpu = (CpuTime.nanos(instance.process().pid()) - before) / NANOS_A_MILLI;
            metrics.put("cycles_per_second", Math.round(cycles.perSecond()));
            metrics.put("cpu_ms_per_cycle", Math.round(THOUSANDTHS * cpu / cycles.count()) / THOUSANDTHS);
            metrics.put("cycles_broken", cycles.broken());
            metrics.put("devices", count);
            return new Outcome(metrics, polled && warmed && offered && cycles.broken() == 0);
        }
    }

    private static boolean polls(
            Setting setting, DeviceLoad load, UpdateStack.Instance instance, Map<String, Object> metrics) {
        load.poll(setting.size("warm", setting.quick() ? 2 : WARM_SECONDS));
        long before = CpuTime.nanos(instance.process().pid());
        DeviceLoad.Polls polls = load.poll(setting.size("seconds", setting.quick() ? 2 : SECONDS));
        double cpu = (CpuTime.nanos(instance.process().pid()) - before) / NANOS_A_MILLI;
        metrics.put("polls_per_second", Math.round(polls.count() / polls.seconds()));
        metrics.put("poll_p50_ms", Math.round(TENTHS * polls.p50Millis()) / TENTHS);
        metrics.put("poll_p99_ms", Math.round(TENTHS * polls.p99Millis()) / TENTHS);
        metrics.put("cpu_ms_per_poll", Math.round(THOUSANDTHS * cpu / polls.count()) / THOUSANDTHS);
        metrics.put("polls_refused", polls.refused());
        setting.tell().accept(metrics.toString());
        return polls.refused() == 0 && polls.count() > 0;
    }
}
