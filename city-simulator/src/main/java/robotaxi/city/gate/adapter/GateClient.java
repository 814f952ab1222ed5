package robotaxi.city.gate.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import robotaxi.city.gate.Consistency;
import robotaxi.city.gate.DriverResult;
import robotaxi.city.gate.DriverResult.RolloutResult;
import robotaxi.city.gate.RolloutScore;
import robotaxi.city.gate.Series;
import robotaxi.city.gate.Trace;
import robotaxi.city.scene.SceneId;
import robotaxi.contracts.alpasim.runtime.DriverAddress;
import robotaxi.contracts.alpasim.runtime.RolloutSpec;
import robotaxi.contracts.alpasim.runtime.RuntimeServiceGrpc;
import robotaxi.contracts.alpasim.runtime.SimulationRequest;
import robotaxi.contracts.alpasim.runtime.SimulationReturn;

/**
 * Has a driver driven through scenes by a runtime, ours or AlpaSim's. Every rollout is kept as soon as it has ended, so
 * that a gate that was stopped goes on where it was.
 */
public final class GateClient implements AutoCloseable {
    private static final int LIMIT_BYTES = 64 << 20;
    private static final long MINUTES_PER_ROLLOUT = 20;

    private final ManagedChannel channel;
    private final Path folder;
    private final Path logs;
    private final Consumer<String> tell;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * A client.
     *
     * @param folder where results are kept
     * @param logs where the runtime keeps its logs, if this machine can read them
     * @param tell hears of the progress
     */
    public GateClient(String host, int port, Path folder, Path logs, Consumer<String> tell) {
        this.channel = NettyChannelBuilder.forAddress(host, port)
                .usePlaintext()
                .keepAliveTime(1, TimeUnit.MINUTES)
                .maxInboundMessageSize(LIMIT_BYTES)
                .build();
        this.folder = folder;
        this.logs = logs;
        this.tell = tell;
    }

    /**
     * Who drives.
     *
     * @param release what it is called
     * @param key under which its results are kept: unlike for everything that drives otherwise
     * @param host where it listens
     * @param port where it listens
     */
    public record Driver(String release, String key, String host, int port) {}

    /** Drives all scenes, each so often, several at once. */
    public DriverResult drive(Driver driver, List<SceneId> scenes, int rollouts, int atOnce)
            throws IOException, InterruptedException {
        Path kept = folder.resolve(driver.key().replaceAll("[^A-Za-z0-9._@-]", "_"));
        Files.createDirectories(kept);
        AtomicInteger done = new AtomicInteger();
        int all = scenes.size() * rollouts;
        List<RolloutResult> results = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
            List<Future<RolloutResult>> running = new ArrayList<>();
            for (SceneId scene : scenes) {
                for (int i = 0; i < rollouts; i++) {
                    int index = i;
                    running.add(workers.submit(() -> {
                        RolloutResult result = one(driver, scene, index, kept);
                        tell.accept(String.format(
                                "%s %d of %d: %s score %.2f%s",
                                driver.release(),
                                done.incrementAndGet(),
                                all,
                                scene,
                                result.score(),
                                result.failed() ? " failed: " + result.failure() : ""));
                        return result;
                    }));
                }
            }
            for (Future<RolloutResult> one : running) {
                results.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("A rollout could not be run", e.getCause());
        }
        return new DriverResult(driver.release(), results);
    }

    private RolloutResult one(Driver driver, SceneId scene, int index, Path kept) throws IOException {
        Path file = kept.resolve(scene + "-" + index + ".json");
        if (Files.exists(file)) {
            return json.readValue(file.toFile(), RolloutResult.class);
        }
        // The same name for the same rollout: its log is found again after a restart.
        String session = session(driver.key(), scene, index);
        RolloutResult result = simulate(driver, scene, index, session);
        Path half = kept.resolve(scene + "-" + index + ".half");
        json.writeValue(half.toFile(), result);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return result;
    }

    private RolloutResult simulate(Driver driver, SceneId scene, int index, String session) throws IOException {
        SimulationReturn answer;
        try {
            answer = RuntimeServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(MINUTES_PER_ROLLOUT, TimeUnit.MINUTES)
                    .simulate(SimulationRequest.newBuilder()
                            .addAvailableDrivers(DriverAddress.newBuilder()
                                    .setIp(driver.host())
                                    .setPort(driver.port()))
                            .setNConcurrentPerDriver(1)
                            .addRolloutSpecs(RolloutSpec.newBuilder()
                                    .setScenarioId(scene.toString())
                                    .setNrRollouts(1)
                                    .addSessionUuids(session))
                            .build());
        } catch (StatusRuntimeException e) {
            throw new IOException("The runtime refused " + scene + ": " + e.getStatus(), e);
        }
        if (answer.getRolloutReturnsCount() != 1) {
            return failed(scene, index, "the runtime answered " + answer.getRolloutReturnsCount() + " rollouts");
        }
        SimulationReturn.RolloutReturn one = answer.getRolloutReturns(0);
        if (!one.getSuccess() || one.getTimestepMetricsCount() == 0) {
            return failed(scene, index, one.getSuccess() ? "no metrics" : one.getError());
        }
        List<Series> series = RolloutRunner.series(one);
        RolloutScore score = RolloutScore.of(series);
        if (score.dark()) {
            return failed(scene, index, "a picture was black");
        }
        List<Double> millis = series.stream()
                .filter(each -> each.name().equals("drive_ms"))
                .flatMap(each -> Arrays.stream(each.values()).boxed())
                .toList();
        int decisions = 0;
        int contradictions = 0;
        Path log = log(scene, one.getRolloutUuid());
        if (Files.exists(log)) {
            Trace trace = AslTrace.read(log);
            decisions = trace.decisions().size();
            contradictions = Consistency.count(trace.decisions());
        }
        var metrics = new TreeMap<>(score.metrics());
        metrics.values().removeIf(value -> value.isNaN());
        return new RolloutResult(
                scene.toString(), index, "", score.score(), metrics, decisions, contradictions, millis);
    }

    private static String session(String key, SceneId scene, int index) {
        return UUID.nameUUIDFromBytes((key + "/" + scene + "/" + index).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Path log(SceneId scene, String session) {
        return logs.resolve("rollouts")
                .resolve(scene.toString())
                .resolve(session)
                .resolve("rollout.asl");
    }

    /** The log of a driver's rollout. */
    Path log(Driver driver, SceneId scene, int index) {
        return log(scene, session(driver.key(), scene, index));
    }

    private static RolloutResult failed(SceneId scene, int index, String reason) {
        return new RolloutResult(scene.toString(), index, reason, 0, Map.of(), 0, 0, List.of());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
