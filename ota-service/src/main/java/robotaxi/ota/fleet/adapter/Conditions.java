package robotaxi.ota.fleet.adapter;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.Fleet.Condition;

/** Cars' charge, way and program, written together every ten seconds, and only where they have changed enough to matter. */
@ApplicationScoped
class Conditions {
    private static final double PERCENT_THAT_MATTERS = 1;
    private static final double METRES_THAT_MATTER = 1_000;

    private final Fleet fleet;
    private final Map<String, Condition> heard = new ConcurrentHashMap<>();
    private final Map<String, Condition> written = new ConcurrentHashMap<>();

    @Inject
    Conditions(Fleet fleet) {
        this.fleet = fleet;
    }

    void heard(TelemetryBatch batch) {
        if (batch.getSamplesCount() == 0) {
            return;
        }
        Sample sample = batch.getSamples(batch.getSamplesCount() - 1);
        if (Double.isFinite(sample.getOdometerMetres()) && Float.isFinite(sample.getBatteryPercent())) {
            heard.put(
                    batch.getVehicleId(),
                    new Condition(
                            batch.getVehicleId(),
                            batch.getAgentVersion(),
                            sample.getBatteryPercent(),
                            sample.getOdometerMetres()));
        }
    }

    @Scheduled(every = "${ota.fleet.written:PT10S}", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void write() {
        List<Condition> news = new ArrayList<>();
        for (Condition now : heard.values()) {
            Condition before = written.get(now.vehicleId());
            if (before == null || matters(before, now)) {
                news.add(now);
            }
        }
        if (!news.isEmpty()) {
            fleet.stands(news);
            news.forEach(condition -> written.put(condition.vehicleId(), condition));
        }
    }

    private static boolean matters(Condition before, Condition now) {
        return Math.abs(before.chargePercent() - now.chargePercent()) >= PERCENT_THAT_MATTERS
                || Math.abs(before.odometerMetres() - now.odometerMetres()) >= METRES_THAT_MATTER
                || !before.agentVersion().equals(now.agentVersion());
    }
}
