package robotaxi.city.gate.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import robotaxi.city.gate.GateScenes;
import robotaxi.city.gate.Promotion;
import robotaxi.city.gate.adapter.GateClient.Driver;
import robotaxi.city.gate.adapter.GateRun.Address;
import robotaxi.city.scene.SceneId;

/** Drives drivers that serve AlpaSim's driver interface through the gate's scenes. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description = "Drive a model through the gate's scenes and write report.json. Started again with the same"
                + " folder it goes on where it was. Exit code 0 if the release passes, 1 if not.")
public final class GateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--driver", required = true, paramLabel = "HOST:PORT", description = "Who is to be judged.")
    private String driver = "";

    @Option(names = "--release", required = true, description = "Its name.")
    private String release = "";

    @Option(names = "--champion-driver", paramLabel = "HOST:PORT", description = "Whom it is compared with.")
    private @Nullable String championDriver;

    @Option(names = "--champion-release", description = "The champion's name.")
    private String championRelease = "champion";

    @Option(
            names = "--key",
            description = "Under which the results are kept; must differ for everything that drives otherwise (default:"
                    + " the release).")
    private @Nullable String key;

    @Option(names = "--champion-key", description = "The same for the champion.")
    private @Nullable String championKey;

    @Option(names = "--runtime", paramLabel = "HOST:PORT", description = "A runtime that is there, AlpaSim's or ours.")
    private @Nullable String runtime;

    @Option(names = "--out", required = true, description = "Folder of results, logs and report.json.")
    private Path out = Path.of("gate");

    @Option(
            names = "--scenes",
            defaultValue = "all",
            description = "all, few (one of each template), or names divided by commas.")
    private String scenes = "all";

    @Option(names = "--rollouts", defaultValue = "1", description = "Of each scene.")
    private int rollouts;

    @Option(names = "--at-once", defaultValue = "1", description = "Rollouts at a time.")
    private int atOnce;

    @Option(names = "--seed", defaultValue = "1", description = "Of the drivers' noise and the bootstrap.")
    private long seed;

    @Option(names = "--least-score", defaultValue = "0.8", description = "Scene score that is asked.")
    private double leastScore;

    @Option(
            names = "--drive-p99-ms",
            defaultValue = "1000",
            description = "Within which 99 of 100 decisions must come; 100 on a quiet machine of the car's kind.")
    private double driveP99Millis;

    @Override
    public Integer call() throws IOException, InterruptedException {
        GateRun gate = new GateRun(
                new GateRun.Terms(
                        out,
                        runtime == null ? null : Address.parse(runtime),
                        chosen(),
                        rollouts,
                        atOnce,
                        new Promotion.Bars(leastScore, driveP99Millis, seed),
                        seed),
                System.err::println);
        Optional<Driver> champion =
                Optional.ofNullable(championDriver).map(address -> driver(championRelease, championKey, address));
        ObjectNode report = gate.run(driver(release, key, driver), champion);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(out.resolve("report.json").toFile(), report);
        boolean passed = report.path("verdict").asText().equals("pass");
        System.err.println("gate: " + (passed ? "passed" : "not passed: " + report.path("reasons")));
        return passed ? 0 : 1;
    }

    private static Driver driver(String release, @Nullable String key, String address) {
        Address parsed = Address.parse(address);
        return new Driver(release, key == null ? release : key, parsed.host(), parsed.port());
    }

    private List<SceneId> chosen() {
        return switch (scenes) {
            case "all" -> GateScenes.list();
            case "few" -> GateScenes.few();
            default ->
                Arrays.stream(scenes.split(","))
                        .map(name -> SceneId.parse(name)
                                .orElseThrow(
                                        () -> new ParameterException(spec.commandLine(), "There is no scene " + name)))
                        .toList();
        };
    }
}
