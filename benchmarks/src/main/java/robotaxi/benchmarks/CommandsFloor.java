package robotaxi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.least.LeastGateway;
import robotaxi.benchmarks.least.LeastOrder;
import robotaxi.benchmarks.link.LoadClient;
import robotaxi.benchmarks.link.LoadTarget;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.LinkStack;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.StackFolder;

/**
 * The load of {@link Commands} on a {@link LeastGateway}: what is left when a gateway does nothing but what the broker, the
 * database and the transport need. The real gateway stands by idle: it enrols the cars.
 */
public final class CommandsFloor implements Benchmark {
    private static final double HUNDREDTHS = 100;

    /** Found by its name. */
    public CommandsFloor() {}

    @Override
    public String summary() {
        return "the load of \"commands\" on a server that knows no rule: what the libraries alone need";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("sessions", "rate", "seconds", "warm");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        StackFolder folder = StackUnderTest.emptyFolder("commands-floor");
        try (var operator = new Operator();
                var stack = LinkStack.start(folder, setting.tell())) {
            LinkStack.Gateway gateway =
                    stack.gateway("gateway-1", Commands.GATEWAY_HEAP_MEGABYTES, operator.settings());
            Ports ports = Ports.free();
            var least = new LeastOrder(
                    stack.pki().server().toString(),
                    stack.pki().serverKey().toString(),
                    stack.pki().root().toString(),
                    ports.of("gateway"),
                    ports.of("gateway-link"),
                    stack.bootstrapServers(),
                    "jdbc:postgresql://127.0.0.1:" + stack.ports().of("postgres") + "/gateway",
                    "gateway",
                    stack.secrets().get("database.gateway"));
            try (var floor = LeastGateway.start(least, Commands.GATEWAY_HEAP_MEGABYTES)) {
                var target = new LoadTarget(stack, gateway, operator.token(), setting.seed());
                var order = Commands.order(target, "commands-floor", setting).at(floor.url(), floor.linkPort());
                return outcome(LoadClient.run(order, Commands.CLIENT_HEAP_MEGABYTES));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome outcome(JsonNode measured) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (String name : new String[] {
            "p50_ms", "p99_ms", "commands_per_second", "telemetry_ack_p99_ms", "busy_cores_before", "busy_cores"
        }) {
            metrics.put(name, Math.round(HUNDREDTHS * measured.path(name).asDouble()) / HUNDREDTHS);
        }
        for (String name : new String[] {"sessions", "unanswered", "refused"}) {
            metrics.put(name, measured.path(name).asInt());
        }
        return new Outcome(
                metrics,
                measured.path("unanswered").asInt() == 0
                        && measured.path("refused").asInt() == 0);
    }
}
