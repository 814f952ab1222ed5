package robotaxi.benchmarks.least;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import robotaxi.local.stack.StackException;

/**
 * A process that does as little as is possible for the load of {@code bench commands}: it acknowledges a record of telemetry when
 * the broker has it, and an order's receipt when the database has it. It knows no rule, checks no token, no signature, no sequence
 * and no field, keeps no history and tells nobody. What it needs is about what every gateway on the same libraries needs for them.
 */
public final class LeastGateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LeastOrder order;
    private final Process process;

    private LeastGateway(LeastOrder order, Process process) {
        this.order = order;
        this.process = process;
    }

    /** Entry point of the process; its order comes by standard input. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Logger.getLogger("").setLevel(Level.WARNING);
        LeastOrder order = JSON.readValue(System.in, LeastOrder.class);
        var ledger = new LeastLedger(order);
        var link = new LeastLink(new LeastTelemetry(order), ledger);
        link.start(order);
        new LeastCallers(ledger, link).start(order.httpPort());
        System.out.println("ready");
        new CountDownLatch(1).await();
    }

    /** Starts one, its memory as a gateway under load has it, and waits until it listens. */
    public static LeastGateway start(LeastOrder order, int heapMegabytes) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMegabytes + "m",
                        "-Xms" + heapMegabytes + "m",
                        "-Xmn" + 3 * heapMegabytes / 5 + "m",
                        "-XX:+UseParallelGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+AlwaysPreTouch",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        LeastGateway.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var started = new LeastGateway(order, builder.start());
        try (var input = started.process.getOutputStream()) {
            input.write(JSON.writeValueAsBytes(order));
        }
        if (started.process.inputReader().readLine() == null) {
            throw new StackException("the least gateway did not start");
        }
        return started;
    }

    /** Where it takes orders. */
    public String url() {
        return "http://127.0.0.1:" + order.httpPort();
    }

    /** Where it takes cars. */
    public int linkPort() {
        return order.linkPort();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
