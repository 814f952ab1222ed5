package robotaxi.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import robotaxi.local.stack.StackException;

/** Drives models through the gate's scenes, each in an agent of its own. */
public final class ModelGate {
    private static final int HEAP_MEGABYTES = 512;

    private final Path project;
    private final Consumer<String> tell;

    /** A gate of a built project that tells of its progress. */
    public ModelGate(Path project, Consumer<String> tell) {
        this.project = project;
        this.tell = tell;
    }

    /**
     * What is driven.
     *
     * @param model a package, or "shipped"
     * @param champion a package to compare with
     * @param runtime a runtime that is there already, host:port
     * @param folder of results and logs; a gate that was stopped goes on from it
     * @param scenes all, few, or names
     * @param rollouts of each scene
     * @param atOnce rollouts at a time
     * @param thinking full, need or reflex
     * @param seed of the models' noise
     * @param leastScore scene score that is asked
     * @param driveP99Millis within which 99 of 100 decisions must come
     */
    public record Terms(
            String model,
            Optional<String> champion,
            Optional<String> runtime,
            Path folder,
            String scenes,
            int rollouts,
            int atOnce,
            String thinking,
            long seed,
            double leastScore,
            double driveP99Millis) {}

    /** What came of it: the release that was judged, and the report. */
    public record Result(String release, boolean passed, JsonNode report) {}

    /** Runs it to its end. */
    public Result run(Terms terms) throws InterruptedException {
        tell.accept("an agent loads " + terms.model());
        try (GatedAgent candidate = GatedAgent.start(project, terms.model(), terms.thinking(), terms.seed())) {
            if (terms.champion().isEmpty()) {
                return run(terms, candidate, Optional.empty());
            }
            tell.accept("an agent loads " + terms.champion().get());
            try (GatedAgent champion =
                    GatedAgent.start(project, terms.champion().get(), terms.thinking(), terms.seed())) {
                return run(terms, candidate, Optional.of(champion));
            }
        }
    }

    private Result run(Terms terms, GatedAgent candidate, Optional<GatedAgent> champion) throws InterruptedException {
        List<String> command = new ArrayList<>(Programs.java(project, "city-simulator", HEAP_MEGABYTES));
        command.addAll(List.of(
                "robotaxi.city.Main",
                "gate",
                "--driver",
                candidate.address(),
                "--release",
                candidate.release(),
                "--key",
                key(candidate.release(), terms.model(), terms),
                "--out",
                terms.folder().toString(),
                "--scenes",
                terms.scenes(),
                "--rollouts",
                Integer.toString(terms.rollouts()),
                "--at-once",
                Integer.toString(terms.atOnce()),
                "--least-score",
                Double.toString(terms.leastScore()),
                "--drive-p99-ms",
                Double.toString(terms.driveP99Millis()),
                "--seed",
                Long.toString(terms.seed())));
        champion.ifPresent(known ->
                command.addAll(List.of("--champion-driver", known.address(), "--champion-release", known.release())));
        terms.runtime().ifPresent(address -> command.addAll(List.of("--runtime", address)));
        Path report = terms.folder().resolve("report.json");
        try {
            Files.createDirectories(terms.folder());
            Files.deleteIfExists(report);
            int exit = follow(new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .start());
            if (!Files.exists(report)) {
                throw new StackException("the gate ended with " + exit + " and wrote no report");
            }
            return new Result(candidate.release(), exit == 0, new ObjectMapper().readTree(report.toFile()));
        } catch (IOException e) {
            throw new StackException("the gate cannot be run", e);
        }
    }

    /** Another package of the same name, or the same one driven otherwise, has results of its own. */
    private String key(String release, String model, Terms terms) {
        Path file = model.equals("shipped")
                ? project.resolve("onboard-agent/target/onboard-agent-0.1.0-SNAPSHOT.jar")
                : Path.of(model);
        Path hashed = Files.isDirectory(file) ? file.resolve("manifest.json") : file;
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(hashed));
            return release + "-" + HexFormat.of().formatHex(sum, 0, 6) + "-" + terms.thinking() + "-" + terms.seed();
        } catch (IOException e) {
            throw new StackException(hashed + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private int follow(Process gate) throws IOException, InterruptedException {
        try (var out = new BufferedReader(new InputStreamReader(gate.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                tell.accept(line);
            }
            return gate.waitFor();
        } finally {
            gate.destroy();
        }
    }
}
