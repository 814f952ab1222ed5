package robotaxi.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.ota.BreachLoad;
import robotaxi.benchmarks.ota.UpdateDesk;
import robotaxi.benchmarks.ota.WaveRollouts;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.StackFolder;
import robotaxi.local.stack.UpdateStack;
import robotaxi.ota.trust.SigningKey;

/**
 * One instance of the update service and a large fleet: how long a rollout in ten waves takes to be prepared and to be started, and,
 * while a fleet of devices takes its updates, how long after the failure that is one too many the last update was given away.
 */
public final class Rollout implements Benchmark {
    private static final int HEAP_MEGABYTES = 768;
    private static final int CARS = 10_000;
    private static final int MANY_CARS = 100_000;
    private static final int QUICK = 20;
    private static final int ROUNDS = 5;
    private static final int WARM_CARS = 100;
    private static final List<Integer> WAVES = List.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    private static final int ALL = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double THOUSANDTHS = 1_000;

    /** Found by its name. */
    public Rollout() {}

    @Override
    public String summary() {
        return "large rollouts: prepared, started, and held by their own failures";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("cars", "many", "rounds");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        int cars = setting.size("cars", setting.quick() ? CARS / QUICK : CARS);
        int many = setting.size("many", setting.quick() ? MANY_CARS / QUICK : MANY_CARS);
        StackFolder folder = StackUnderTest.emptyFolder("rollout");
        SigningKey evidence = SigningKey.generate();
        try (var operator = new Operator();
                var stack = UpdateStack.start(folder, setting.tell())) {
            Map<String, String> settings = new HashMap<>(operator.settings());
            settings.put("OTA_EVIDENCE_KEYS", evidence.publicKey().publicHex());
            UpdateStack.Instance instance = stack.instance(HEAP_MEGABYTES, settings);
            var desk = new UpdateDesk(stack, instance, operator.token("ada", "release-manager"));
            desk.publishRoot();
            var rollouts = new WaveRollouts(
                    desk,
                    List.of(
                            desk.as(operator.token("ben", "release-manager")),
                            desk.as(operator.token("cem", "release-manager"))),
                    evidence);
            Map<String, Object> metrics = new LinkedHashMap<>();
            // What a service does for the first time it does slowly.
            staged(desk, rollouts, "warm", WARM_CARS);
            double[] some = staged(desk, rollouts, "some", cars);
            metrics.put("create_10k_s", rounded(some[0]));
            metrics.put("start_10k_s", rounded(some[1]));
            double[] all = staged(desk, rollouts, "all", many);
            metrics.put("create_100k_s", rounded(all[0]));
            metrics.put("first_wave_of_100k_s", rounded(all[1]));
            setting.tell().accept(metrics.toString());
            boolean tight = breaches(setting, stack, instance, desk, rollouts, cars, metrics);
            metrics.put("cars", cars);
            return new Outcome(metrics, tight);
        }
    }

    /** Seconds that the preparing and the starting of a rollout in ten waves take. */
    private static double[] staged(UpdateDesk desk, WaveRollouts rollouts, String hardware, int cars)
            throws InterruptedException {
        desk.makeFleet(hardware, cars, hardware, false);
        WaveRollouts.Prepared prepared = rollouts.prepare(hardware, WAVES, ALL);
        double start = rollouts.start(prepared.id(), Math.ceilDiv(cars, WAVES.size()));
        rollouts.stop(prepared.id());
        return new double[] {prepared.seconds(), start};
    }

    private static boolean breaches(
            Setting setting,
            UpdateStack stack,
            UpdateStack.Instance instance,
            UpdateDesk desk,
            WaveRollouts rollouts,
            int devices,
            Map<String, Object> metrics)
            throws InterruptedException {
        int rounds = setting.size("rounds", setting.quick() ? 1 : ROUNDS);
        double slowest = 0;
        int leaked = 0;
        for (int round = 0; round < rounds; round++) {
            String hardware = "breach" + round;
            desk.makeFleet(hardware, devices, hardware, true);
            WaveRollouts.Prepared prepared = rollouts.prepare(hardware, List.of(ALL), 1);
            rollouts.start(prepared.id(), 1);
            var load = new BreachLoad(instance.url(), stack.jdbcUrl(), setting.seed() + round);
            BreachLoad.Result result = load.run(prepared.id(), devices / ALL, PATIENCE);
            setting.tell().accept(result.toString());
            rollouts.stop(prepared.id());
            slowest = Math.max(slowest, result.seconds());
            leaked += result.leaked();
        }
        metrics.put("breach_to_stop_s", rounded(slowest));
        metrics.put("leaked_offers", leaked);
        metrics.put("breaches", rounds);
        return leaked == 0;
    }

    private static double rounded(double value) {
        return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    }
}
