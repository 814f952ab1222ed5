package robotaxi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.link.LoadClient;
import robotaxi.benchmarks.link.LoadTarget;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.LinkStack;
import robotaxi.local.stack.StackFolder;

/**
 * One gateway's link under load, from clients in processes of their own: telemetry as fast as the credits allow beside Kafka's
 * own producer with the same records, then many sessions, what each costs, and how soon all are back after a cut. Rates are
 * medians of each second's. The sessions' telemetry is a second stream of the same connection, since a process may not open two
 * sockets for each of so many cars; a real car has two.
 */
public final class Link implements Benchmark {
    private static final int SENDERS = 48;
    private static final int SESSIONS = 10_000;
    private static final int QUICK_SESSIONS = 300;

    /** As long as both compilers need beside the load, and what piled up meanwhile. */
    private static final int THROUGHPUT_WARM_SECONDS = 20;

    private static final int SESSIONS_WARM_SECONDS = 60;
    private static final int GATEWAY_HEAP_MEGABYTES = 2_560;
    private static final int CLIENT_HEAP_MEGABYTES = 4_096;
    private static final double TENTHS = 10;
    private static final double HUNDREDTHS = 100;

    /** Found by its name. */
    public Link() {}

    @Override
    public String summary() {
        return "one gateway: signals a second, memory a session, time to acknowledge, a reconnect storm";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("sessions", "senders");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        StackFolder folder = StackUnderTest.emptyFolder("link");
        try (var operator = new Operator();
                var stack = LinkStack.start(folder, setting.tell())) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            if (setting.size("senders", SENDERS) > 0) {
                LinkStack.Gateway flooded = stack.gateway("gateway-1", GATEWAY_HEAP_MEGABYTES, operator.settings());
                throughput(setting, new LoadTarget(stack, flooded, operator.token(), setting.seed()), metrics);
                flooded.process().destroy();
            }
            // Sessions get a gateway of their own: the memory that a flood leaves behind would hide theirs.
            LinkStack.Gateway quiet = stack.gateway("gateway-2", GATEWAY_HEAP_MEGABYTES, operator.settings());
            sessions(setting, new LoadTarget(stack, quiet, operator.token(), setting.seed()), metrics);
            return new Outcome(metrics, true);
        }
    }

    private static void throughput(Setting setting, LoadTarget target, Map<String, Object> metrics)
            throws InterruptedException {
        int senders = setting.size("senders", SENDERS);
        JsonNode gateway = run(
                target, "throughput", senders, setting.quick() ? 1 : THROUGHPUT_WARM_SECONDS, setting.quick() ? 2 : 20);
        double records = gateway.path("records_per_second").asDouble();
        setting.tell().accept("the gateway makes " + Math.round(records) + " records a second durable");
        JsonNode kafka = run(
                target, "producer", senders, setting.quick() ? 1 : THROUGHPUT_WARM_SECONDS, setting.quick() ? 2 : 20);
        double alone = kafka.path("records_per_second").asDouble();
        setting.tell().accept("Kafka's producer alone: " + Math.round(alone));
        metrics.put(
                "signals_per_second",
                Math.round(records * gateway.path("signals").asInt()));
        metrics.put("kafka_producer_ratio", Math.round(HUNDREDTHS * records / alone) / HUNDREDTHS);
        metrics.put("records_per_second", Math.round(records));
        metrics.put(
                "gateway_cpu_micros_per_record",
                Math.round(TENTHS
                                * gateway.path("gateway_cpu_micros_per_record").asDouble())
                        / TENTHS);
        metrics.put("signals_per_record", gateway.path("signals").asInt());
        metrics.put("record_bytes", kafka.path("record_bytes").asInt());
    }

    private static void sessions(Setting setting, LoadTarget target, Map<String, Object> metrics)
            throws InterruptedException {
        int sessions = setting.size("sessions", setting.quick() ? QUICK_SESSIONS : SESSIONS);
        JsonNode measured = run(
                target, "sessions", sessions, setting.quick() ? 1 : SESSIONS_WARM_SECONDS, setting.quick() ? 2 : 30);
        metrics.put("sessions", measured.path("sessions").asInt());
        for (String name : new String[] {"session_kb", "ack_p99_ms", "reconnect_storm_s"}) {
            metrics.put(name, Math.round(TENTHS * measured.path(name).asDouble()) / TENTHS);
        }
        metrics.put(
                "gateway_cores",
                Math.round(HUNDREDTHS * measured.path("gateway_cores").asDouble()) / HUNDREDTHS);
    }

    private static JsonNode run(LoadTarget target, String load, int cars, int warmSeconds, int seconds)
            throws InterruptedException {
        return LoadClient.run(target.order(load, cars, 0, warmSeconds, seconds), CLIENT_HEAP_MEGABYTES);
    }
}
