package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.benchmarks.updatefaults.PowerCuts;
import robotaxi.benchmarks.updatefaults.ServiceKills;

/**
 * Updates that are cut off. The update service is killed in the middle of a rollout: no device may install twice, none may be left out, and
 * every record must be exact. And cars lose their power in the middle of an update: each must find a slot that it can drive from.
 */
public final class UpdateFaults implements Benchmark {
    private static final int KILLS = 500;
    private static final int QUICK_KILLS = 5;
    private static final int CUTS = 1_000;
    private static final int QUICK_CUTS = 40;

    /** Found by its name. */
    public UpdateFaults() {}

    @Override
    public String summary() {
        return "kills of the update service and power cuts of cars: updates doubled or lost, cars that do not start";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("kills", "cuts");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        long begin = System.nanoTime();
        ServiceKills.Result service = ServiceKills.run(
                StackUnderTest.emptyFolder("update-faults"),
                setting.size("kills", setting.quick() ? QUICK_KILLS : KILLS),
                setting.seed(),
                setting.tell());
        setting.tell().accept(service.toString());
        PowerCuts.Result cars = PowerCuts.run(
                setting.size("cuts", setting.quick() ? QUICK_CUTS : CUTS), setting.seed(), folder(), setting.tell());
        setting.tell().accept(cars.toString());
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("service_kills", service.kills());
        metrics.put("double_installs", service.doubleInstalls());
        metrics.put("skipped", service.skipped());
        metrics.put("unfinished", service.unfinished());
        metrics.put("devices", service.devices());
        metrics.put("power_cuts", cars.powerCuts());
        metrics.put("unbootable", cars.unbootable());
        metrics.put("seconds", Math.round((System.nanoTime() - begin) / 1e9));
        return new Outcome(metrics, service.holds() && cars.holds());
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("power-cuts");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for cars' disks", e);
        }
    }
}
