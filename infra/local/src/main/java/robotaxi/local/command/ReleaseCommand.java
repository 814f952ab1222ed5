package robotaxi.local.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Http;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.ReleaseDesk;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** The release pipeline's last step, by hand. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description =
                "Signs a driving-model package with the offline keys and publishes it as a release of the running stack.")
public final class ReleaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PACKAGE.zip",
            description =
                    "For instance training/packages/city-reflex-1.1.0.zip; several of one release, each for its hardware")
    private List<Path> files = List.of();

    @Option(
            names = "--manifest",
            paramLabel = "FILE.json",
            description = "What else is signed of the release: an object release, and a list variants (docs/ota.md).")
    private @Nullable Path manifest;

    @Option(names = "--rollout", paramLabel = "CARS", description = "Also start a rollout to so many cars.")
    private int cars;

    @Option(
            names = "--waves",
            paramLabel = "PERCENT",
            split = ",",
            description =
                    "Also prepare a rollout to the fleet in waves, for instance 4,25,100. It waits for evidence and approvals.")
    private List<Integer> waves = List.of();

    /** Made by the command line. */
    @SuppressWarnings("NullAway.Init")
    public ReleaseCommand() {}

    @Override
    public Integer call() {
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new StackException(file + " cannot be read");
            }
        }
        StackFolder folder = StackFolder.fromEnvironment();
        Ports ports = new Ports();
        var desk = new ReleaseDesk(folder, ports, Secrets.load(folder.file("secrets.json")));
        String releaseId = desk.publish(files, manifest);
        var out = spec.commandLine().getOut();
        out.println("Published " + releaseId);
        if (cars > 0) {
            String rolloutId = Http.send(
                            "POST",
                            ports.url("ota") + "/v1/rollouts",
                            desk.token(),
                            Map.of("releaseId", releaseId, "count", cars))
                    .orFail("the rollout")
                    .path("rolloutId")
                    .asText();
            out.println("Rollout " + rolloutId + " runs for " + cars + " cars");
        }
        if (!waves.isEmpty()) {
            out.println("Rollout " + desk.prepare(releaseId, waves) + " waits for evidence and two approvals");
        }
        return 0;
    }
}
