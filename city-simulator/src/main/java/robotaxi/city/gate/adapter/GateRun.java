package robotaxi.city.gate.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import robotaxi.city.gate.DriverResult;
import robotaxi.city.gate.EgoDriver;
import robotaxi.city.gate.PlainDrivers;
import robotaxi.city.gate.Promotion;
import robotaxi.city.gate.RolloutTerms;
import robotaxi.city.gate.adapter.GateClient.Driver;
import robotaxi.city.scene.SceneGenerator;
import robotaxi.city.scene.SceneId;

/** The whole gate: candidate, champion and baselines through the same scenes, and what that means. */
public final class GateRun {
    /** An address. */
    public record Address(String host, int port) {
        /** From host:port. */
        public static Address parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("an address is HOST:PORT, not " + text);
            }
            return new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    /**
     * How the gate runs.
     *
     * @param folder where results and logs are kept
     * @param runtime of a runtime that is there already; our own is started without
     * @param scenes to drive
     * @param rollouts of each scene
     * @param atOnce rollouts at a time
     * @param bars what is asked
     * @param seed of the drivers' noise
     */
    public record Terms(
            Path folder,
            @Nullable Address runtime,
            List<SceneId> scenes,
            int rollouts,
            int atOnce,
            Promotion.Bars bars,
            long seed) {}

    private final Terms terms;
    private final Consumer<String> tell;

    /** A gate that tells of its progress. */
    public GateRun(Terms terms, Consumer<String> tell) {
        this.terms = terms;
        this.tell = tell;
    }

    /** Runs it, and answers the report. */
    public ObjectNode run(Driver candidate, Optional<Driver> champion) throws IOException, InterruptedException {
        Path logs = terms.folder.resolve("logs");
        Files.createDirectories(logs);
        if (terms.runtime != null) {
            return run(candidate, champion, terms.runtime, logs);
        }
        RolloutRunner runner = new RolloutRunner(RolloutTerms.DEFAULT, logs, false, terms.seed);
        try (RuntimeProcess own = new RuntimeProcess(runner, 0)) {
            return run(candidate, champion, new Address("127.0.0.1", own.port()), logs);
        }
    }

    private ObjectNode run(Driver candidate, Optional<Driver> champion, Address runtime, Path logs)
            throws IOException, InterruptedException {
        try (GateClient client =
                new GateClient(runtime.host, runtime.port, terms.folder.resolve("results"), logs, tell)) {
            Map<String, DriverResult> baselines = new LinkedHashMap<>();
            baselines.put("constantSpeed", baseline(client, "constant-speed", PlainDrivers.constantSpeed()));
            baselines.put("braking", baseline(client, "braking", PlainDrivers.braking()));
            Optional<DriverResult> known = Optional.empty();
            if (champion.isPresent()) {
                known = Optional.of(drive(client, champion.get()));
            }
            DriverResult result = drive(client, candidate);
            Promotion promotion = Promotion.judge(result, known, terms.bars);
            return GateReport.of(
                    result, known, baselines, promotion, (scene, index) -> replay(client, candidate, scene, index));
        }
    }

    private DriverResult baseline(GateClient client, String name, EgoDriver driver)
            throws IOException, InterruptedException {
        try (DriverDoor door = new DriverDoor(name, driver)) {
            return drive(client, new Driver(name, name, "127.0.0.1", door.port()));
        }
    }

    private DriverResult drive(GateClient client, Driver driver) throws IOException, InterruptedException {
        return client.drive(driver, terms.scenes, terms.rollouts, terms.atOnce);
    }

    private static @Nullable ObjectNode replay(GateClient client, Driver driver, String scene, int index) {
        SceneId id = SceneId.parse(scene).orElseThrow();
        Path log = client.log(driver, id, index);
        if (!Files.exists(log)) {
            return null;
        }
        try {
            return Replay.of(AslTrace.read(log), SceneGenerator.scene(id));
        } catch (IOException e) {
            throw new UncheckedIOException("A log could not be read", e);
        }
    }
}
