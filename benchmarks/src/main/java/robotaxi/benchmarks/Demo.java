package robotaxi.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import robotaxi.local.command.DemoCommand;
import robotaxi.local.stack.StackException;

/** The whole loop by itself: this is {@code ./robotaxi demo --json}. */
public final class Demo implements Benchmark {
    private static final double LONGEST_SECONDS = 300;

    /** Found by its name. */
    public Demo() {}

    @Override
    public String summary() {
        return "plays the whole loop once: ride, edge case, incident, release, rollout";
    }

    @Override
    public Outcome run(Setting setting) {
        StringWriter out = new StringWriter();
        var commandLine = new CommandLine(new DemoCommand());
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8));
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("robotaxi demo: " + failure.getMessage());
            return 1;
        });
        int exit = commandLine.execute("--json", "--seed", String.valueOf(setting.seed()));
        String last = out.toString().lines().reduce((before, after) -> after).orElse("");
        if (!last.startsWith("{")) {
            throw new StackException("the demo did not come to its end");
        }
        try {
            JsonNode result = new ObjectMapper().readTree(last);
            Map<String, Object> metrics = new LinkedHashMap<>();
            result.path("metrics").properties().forEach(entry -> metrics.put(entry.getKey(), entry.getValue()));
            double seconds = result.path("metrics").path("seconds").asDouble();
            return new Outcome(metrics, exit == 0 && seconds <= LONGEST_SECONDS);
        } catch (JsonProcessingException e) {
            throw new StackException("the demo's result is no JSON: " + last, e);
        }
    }
}
