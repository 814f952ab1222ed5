package robotaxi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.link.LoadClient;
import robotaxi.benchmarks.link.LoadOrder;
import robotaxi.benchmarks.link.LoadTarget;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.LinkStack;
import robotaxi.local.stack.StackFolder;

/**
 * Orders over REST through one gateway to cars that send telemetry once a second each, and an emergency to all of them. A load
 * client in a process of its own is callers and cars; a car answers at once.
 */
public final class Commands implements Benchmark {
    /** As long as both compilers need for all that a command passes through, with other work on the same two cores. */
    private static final int WARM_SECONDS = 90;

    private static final int SESSIONS = 10_000;
    private static final int QUICK_SESSIONS = 100;
    private static final int RATE = 1_000;
    private static final int QUICK_RATE = 100;
    /** Heaps of the gateway and of the load client. */
    static final int GATEWAY_HEAP_MEGABYTES = 2_560;

    static final int CLIENT_HEAP_MEGABYTES = 4_096;
    private static final double TENTHS = 10;
    private static final double HUNDREDTHS = 100;

    /** Found by its name. */
    public Commands() {}

    @Override
    public String summary() {
        return "one gateway: from an order's request to the car's durable receipt, and an emergency to all cars";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("sessions", "rate", "seconds", "warm", "telemetry");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        StackFolder folder = StackUnderTest.emptyFolder("commands");
        try (var operator = new Operator();
                var stack = LinkStack.start(folder, setting.tell())) {
            LinkStack.Gateway gateway = stack.gateway("gateway-1", GATEWAY_HEAP_MEGABYTES, operator.settings());
            var target = new LoadTarget(stack, gateway, operator.token(), setting.seed());
            String load = setting.size("telemetry", 1) == 0 ? "commands-alone" : "commands";
            return outcome(LoadClient.run(order(target, load, setting), CLIENT_HEAP_MEGABYTES));
        }
    }

    /** So many cars and orders, for so long. */
    static LoadOrder order(LoadTarget target, String load, Setting setting) {
        return target.order(
                load,
                setting.size("sessions", setting.quick() ? QUICK_SESSIONS : SESSIONS),
                setting.size("rate", setting.quick() ? QUICK_RATE : RATE),
                setting.size("warm", setting.quick() ? 1 : WARM_SECONDS),
                setting.size("seconds", setting.quick() ? 2 : 30));
    }

    private static Outcome outcome(JsonNode measured) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (String name : new String[] {"p50_ms", "p99_ms", "commands_per_second", "telemetry_ack_p99_ms"}) {
            metrics.put(name, Math.round(TENTHS * measured.path(name).asDouble()) / TENTHS);
        }
        for (String name :
                new String[] {"emergency_wire_s", "emergency_acked_999_s", "busy_cores_before", "busy_cores"}) {
            metrics.put(name, Math.round(HUNDREDTHS * measured.path(name).asDouble()) / HUNDREDTHS);
        }
        for (String name : new String[] {"sessions", "unanswered", "refused"}) {
            metrics.put(name, measured.path(name).asInt());
        }
        boolean complete = measured.path("ledger_complete").asBoolean();
        metrics.put("ledger_complete", complete);
        boolean allAnswered = measured.path("unanswered").asInt() == 0
                && measured.path("refused").asInt() == 0;
        return new Outcome(metrics, complete && allAnswered);
    }
}
