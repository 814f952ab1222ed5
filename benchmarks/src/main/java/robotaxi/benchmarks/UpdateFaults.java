package robotaxi.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.benchmarks.updatefaults.ServiceKills;

/** The update service is killed in the middle of a rollout: no device may install twice, none may be left out, and every record must be exact. */
public final class UpdateFaults implements Benchmark {
    private static final int KILLS = 500;
    private static final int QUICK_KILLS = 5;

    /** Found by its name. */
    public UpdateFaults() {}

    @Override
    public String summary() {
        return "kills of the update service in the middle of a rollout: updates that are doubled or lost";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("kills");
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
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("service_kills", service.kills());
        metrics.put("double_installs", service.doubleInstalls());
        metrics.put("skipped", service.skipped());
        metrics.put("unfinished", service.unfinished());
        metrics.put("devices", service.devices());
        metrics.put("seconds", Math.round((System.nanoTime() - begin) / 1e9));
        return new Outcome(metrics, service.holds());
    }
}
