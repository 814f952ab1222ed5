package robotaxi.benchmarks;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robotaxi.local.loop.Machine;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** What {@code ./robotaxi bench} runs. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs a benchmark by its name, or lists them. Progress goes to standard error; the last line of "
                + "standard output is one JSON object. A full run is kept in benchmarks/results. "
                + "Exit code 0 if all that must hold does, 1 if not, 2 for a wrong command line.")
public final class Bench implements Callable<Integer> {
    private static final int WRONG_COMMAND_LINE = 2;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one; without it, all are listed.")
    private @Nullable String name;

    @Option(names = "--quick", description = "The same at a smaller size; not kept.")
    private boolean quick;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of its chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--with",
            paramLabel = "FIGURE=NUMBER",
            description = "Another size, for instance kills=8; not kept unless --out says where.")
    private Map<String, Integer> sizes = new LinkedHashMap<>();

    @Option(names = "--out", paramLabel = "FILE", description = "Keep the result in this file instead.")
    private @Nullable Path out;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public Bench() {}

    /** Entry point. */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Bench());
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof StackException known) {
                line.getErr().println("robotaxi bench: " + known.getMessage());
            } else {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
        return commandLine;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (name == null) {
            list();
            return 0;
        }
        Optional<Benchmark> found = BenchmarkNames.find(name);
        if (found.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("robotaxi bench: there is no benchmark \"" + name + "\". There are: "
                            + String.join(", ", BenchmarkNames.list()));
            return WRONG_COMMAND_LINE;
        }
        Set<String> known = found.get().sizes();
        if (!known.containsAll(sizes.keySet())) {
            spec.commandLine()
                    .getErr()
                    .println("robotaxi bench: " + name + " has these figures: " + new TreeSet<>(known) + ", not all of "
                            + sizes.keySet());
            return WRONG_COMMAND_LINE;
        }
        return run(name, found.get());
    }

    private void list() {
        for (String each : BenchmarkNames.list()) {
            String summary = BenchmarkNames.find(each).map(Benchmark::summary).orElse("");
            spec.commandLine().getOut().printf("  %-14s %s%n", each, summary);
        }
        spec.commandLine().getOut().flush();
    }

    private int run(String which, Benchmark benchmark) throws InterruptedException {
        var err = spec.commandLine().getErr();
        Benchmark.Outcome outcome = benchmark.run(new Benchmark.Setting(quick, seed, sizes, line -> {
            err.println("  " + line);
            err.flush();
        }));
        var report = new Report(which, Machine.name(), seed, quick, outcome.metrics());
        Path results = StackFolder.fromEnvironment().project().resolve("benchmarks/results/" + which + ".json");
        Path file = out == null ? results : out;
        if (out != null || (!quick && sizes.isEmpty())) {
            report.write(file, LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC));
            outcome.svg().ifPresent(svg -> Report.writePlot(file, svg));
            err.println("  kept in " + file);
        }
        err.flush();
        spec.commandLine().getOut().println(report.line());
        spec.commandLine().getOut().flush();
        return outcome.holds() ? 0 : 1;
    }
}
