package robotaxi.benchmarks.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import robotaxi.local.stack.StackException;

/** A load in a process of its own: its order comes by standard input, its figures leave as one line of JSON. */
public final class LoadClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LoadClient() {}

    /** Entry point of the process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Logger.getLogger("").setLevel(Level.OFF);
        LoadOrder order = JSON.readValue(System.in, LoadOrder.class);
        PrintStream err = System.err;
        Map<String, Object> figures = switch (order.load()) {
            case "throughput" -> ThroughputLoad.run(order);
            case "producer" -> ProducerLoad.run(order);
            case "commands", CommandLoad.ALONE, CommandLoad.FLOOR ->
                new CommandLoad(order, line -> err.println("  " + line)).run();
            case "sessions" -> new SessionLoad(order, line -> err.println("  " + line)).run();
            case "flood" -> FloodLoad.run(order);
            case "safety" -> SafetyLoad.run(order);
            case "hostile" -> new HostileLoad(order, line -> err.println("  " + line)).run();
            default -> throw new IllegalArgumentException("no load is called " + order.load());
        };
        System.out.println(JSON.writeValueAsString(figures));
        System.exit(0);
    }

    /** Runs a load in a new process with so large a heap; answers its figures. */
    public static JsonNode run(LoadOrder order, int heapMegabytes) throws InterruptedException {
        return run(order, heapMegabytes, 0);
    }

    /** The same with so much less a claim to the processors, from 0 to 19. */
    public static JsonNode run(LoadOrder order, int heapMegabytes, int niceness) throws InterruptedException {
        var builder = new ProcessBuilder(
                        "nice",
                        "-n",
                        String.valueOf(niceness),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMegabytes + "m",
                        // A collection's pause within the time that is measured would be taken for the gateway's.
                        "-Xms" + heapMegabytes + "m",
                        "-Xmn" + 3 * heapMegabytes / 4 + "m",
                        "-XX:+UseParallelGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        LoadClient.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            Process process = builder.start();
            try {
                try (var input = process.getOutputStream()) {
                    input.write(JSON.writeValueAsBytes(order));
                }
                byte[] answer = process.getInputStream().readAllBytes();
                if (process.waitFor() != 0) {
                    throw new StackException("the load client \"" + order.load() + "\" failed");
                }
                return JSON.readTree(answer);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new StackException("the load client \"" + order.load() + "\" cannot be run: " + e.getMessage(), e);
        }
    }
}
