package robotaxi.benchmarks.link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Cars that send telemetry as fast as their credits allow. A record counts when it is acknowledged. */
final class ThroughputLoad {
    private static final double NANOS_PER_MICRO = 1_000;

    private ThroughputLoad() {}

    static Map<String, Object> run(LoadOrder order) throws InterruptedException {
        var telemetry = new Telemetry(order.seed());
        List<Car> cars = new Enrolment(order.gatewayUrl(), order.enrolmentPort(), Path.of(order.root()), order.token())
                .cars(order.cars());
        List<ControlStream> sessions = new ArrayList<>();
        var durable = new LongAdder();
        for (Car car : cars) {
            ControlStream session = ControlStream.open(car, order.linkPort());
            session.welcomed().join();
            sessions.add(session);
        }
        try (var heart = Executors.newSingleThreadScheduledExecutor()) {
            heart.scheduleAtFixedRate(() -> sessions.forEach(ControlStream::heartbeat), 1, 3, TimeUnit.SECONDS);
            sessions.forEach(session ->
                    TelemetryStream.open(session, telemetry, true, (before, now) -> durable.add(now - before)));
            TimeUnit.SECONDS.sleep(order.warmSeconds());
            long before = CpuTime.nanos(order.gatewayPid());
            durable.reset();
            double records = Rates.median(durable, 0, order.seconds());
            double cpuMicros = (CpuTime.nanos(order.gatewayPid()) - before) / NANOS_PER_MICRO / durable.sum();
            heart.shutdownNow();
            sessions.forEach(ControlStream::cut);
            return Map.of(
                    "records_per_second",
                    records,
                    "signals",
                    telemetry.signals(),
                    "gateway_cpu_micros_per_record",
                    cpuMicros);
        }
    }
}
