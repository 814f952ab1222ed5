package robotaxi.local.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robotaxi.local.gate.ModelGate;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.ReleaseDesk;
import robotaxi.local.stack.StackFolder;

/** Drives a model through the gate's scenes, and vouches for what came of it if asked to. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description =
                "Drives a model through the gate's scenes in a closed loop. Ctrl-C stops it; started again with the"
                        + " same folder it goes on. Exit code 0 if the model passes, 1 if not.")
public final class GateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, description = "A model package, or \"shipped\".")
    private String model;

    @Option(names = "--champion", description = "A model package to compare with.")
    private @Nullable String champion;

    @Option(
            names = "--scenes",
            defaultValue = "all",
            description = "all, few (one of each template), or names divided by commas (default: ${DEFAULT-VALUE}).")
    private String scenes;

    @Option(names = "--rollouts", defaultValue = "1", description = "Of each scene (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(names = "--at-once", defaultValue = "1", description = "Rollouts at a time (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
            names = "--thinking",
            defaultValue = "full",
            description = "full, need or reflex (default: ${DEFAULT-VALUE}).")
    private String thinking;

    @Option(names = "--least-score", defaultValue = "0.8", description = "Scene score that is asked.")
    private double leastScore;

    @Option(
            names = "--drive-p99-ms",
            defaultValue = "1000",
            description = "Within which 99 of 100 decisions must come (default: ${DEFAULT-VALUE}; ask for 100 on a quiet"
                    + " machine of the car's kind).")
    private double driveP99Millis;

    @Option(names = "--seed", defaultValue = "1", description = "Of the model's noise and the bootstrap.")
    private long seed;

    @Option(
            names = "--runtime",
            paramLabel = "HOST:PORT",
            description = "A runtime that is there already, AlpaSim's or ours; our own is started without.")
    private @Nullable String runtime;

    @Option(names = "--out", description = "Folder of results, logs and report.json (default: gate in the state).")
    private @Nullable Path out;

    @Option(names = "--sign", description = "Sign the result and bring it to the running stack as simulation evidence.")
    private boolean isSigned;

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public GateCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        StackFolder folder = StackFolder.fromEnvironment();
        Path results = out == null ? folder.folder("gate") : out.toAbsolutePath();
        var err = spec.commandLine().getErr();
        ModelGate.Result result = new ModelGate(folder.project(), line -> {
                    err.println("  " + line);
                    err.flush();
                })
                .run(new ModelGate.Terms(
                        model,
                        Optional.ofNullable(champion),
                        Optional.ofNullable(runtime),
                        results,
                        scenes,
                        rollouts,
                        atOnce,
                        thinking,
                        seed,
                        leastScore,
                        driveP99Millis));
        spec.commandLine()
                .getOut()
                .println(result.release() + (result.passed() ? " passes" : " does not pass") + ": scene score "
                        + result.report().path("candidate").path("sceneScore").asDouble() + " over "
                        + result.report().path("scenes").asInt() + " scenes; report in "
                        + results.resolve("report.json"));
        if (isSigned) {
            var desk = new ReleaseDesk(folder, new Ports(), Secrets.load(folder.file("secrets.json")));
            desk.show(result.release(), "simulation", result.passed(), result.report());
            spec.commandLine().getOut().println("Signed: " + result.release() + " simulation");
        }
        return result.passed() ? 0 : 1;
    }
}
