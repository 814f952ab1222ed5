package robotaxi.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robotaxi.local.loop.Loop;
import robotaxi.local.loop.Machine;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.Stack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** The whole loop by itself. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Plays the loop and prints what happens: a ride, an edge case, its incident, a release, its rollout. "
                        + "Uses the running stack, or starts one and ends it.")
public final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptionsMixin options;

    @Option(names = "--json", description = "Progress on standard error, one JSON object as the last line.")
    private boolean json;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE.zip",
            defaultValue = "training/packages/city-reflex-1.1.0.zip",
            description = "Driving model to release (default: ${DEFAULT-VALUE}).")
    private Path modelPackage;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public DemoCommand() {}

    @Override
    public Integer call() throws JsonProcessingException {
        var out = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        Consumer<String> tell = line -> {
            out.println("  " + line);
            out.flush();
        };
        StackFolder folder = StackFolder.fromEnvironment();
        Path file = folder.project().resolve(modelPackage);
        if (!Files.isReadable(file)) {
            throw new StackException(file + " cannot be read");
        }
        var stack = new Stack(folder, options.options(), tell);
        boolean isOurs = Stack.running(folder).isEmpty();
        if (isOurs) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::down));
            stack.up();
        }
        long begin = System.nanoTime();
        Loop.Outcome outcome =
                new Loop(folder, new Ports(), tell, options.options().seed()).play(file);
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.printf(
                "The loop took %.0f s: ride %s, incident %s, release on %s.%n",
                seconds, outcome.ride(), outcome.incident().orElse("none"), outcome.installed());
        out.flush();
        if (json) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("ride_completed", true);
            metrics.put("incident_captured", outcome.incident().isPresent());
            metrics.put("release_installed", outcome.installed().size());
            metrics.put("seconds", Math.round(seconds * 10) / 10.0);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("name", "demo");
            result.put("machine", Machine.name());
            result.put("seed", options.options().seed());
            result.put("quick", false);
            result.put("metrics", metrics);
            spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(result));
        }
        return outcome.incident().isPresent() && !outcome.installed().isEmpty() ? 0 : 1;
    }
}
