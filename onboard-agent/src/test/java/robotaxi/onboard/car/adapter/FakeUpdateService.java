package robotaxi.onboard.car.adapter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.update.SignedRepository;
import robotaxi.onboard.update.TargetFile;
import robotaxi.onboard.update.Targets;

/** An update service with real TLS and two signed repositories, which has one release for one car. */
final class FakeUpdateService implements AutoCloseable {
    private final Instant expires = Instant.now().plus(Duration.ofDays(1));
    private final SignedRepository director = new SignedRepository(expires);
    private final SignedRepository images = new SignedRepository(expires);
    private final HttpsServer server;
    private final String releaseId;
    private final TargetFile file;
    private final byte[] zip;
    private List<String> mayNotDrive = List.of();
    private volatile boolean isSilent;
    /** What cars said of themselves. */
    final List<byte[]> manifests = new CopyOnWriteArrayList<>();
    /** Paths that were asked for. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    FakeUpdateService(FakeGateway gateway, String releaseId, byte[] zip) throws Exception {
        this.releaseId = releaseId;
        this.zip = zip;
        file = new TargetFile(
                "models/" + releaseId.replace('@', '/') + "/sim-cpu.zip", zip.length, ModelManifest.sha256(zip), 1);
        images.publish(Targets.image(file, "sim-cpu"));
        withdraw();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(gateway.serviceContext()));
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** How a car comes to believe in it. */
    AgentConfig.Updates settings(Path folder) throws IOException {
        return settings(folder, Duration.ofMillis(500));
    }

    /** The same for a car that looks by itself each so often. */
    AgentConfig.Updates settings(Path folder, Duration poll) throws IOException {
        return new AgentConfig.Updates(
                Files.write(folder.resolve("images.json"), images.root()).toString(),
                Files.write(folder.resolve("director.json"), director.root()).toString(),
                poll,
                Duration.ZERO,
                1000);
    }

    /** From now on the director wants the release on the car. */
    void offer(String rolloutId) {
        publish(rolloutId, releaseId, file);
    }

    /** From now on the director wants nothing on the car. */
    void withdraw() {
        publish("", "");
    }

    /** From now on the director lets this release drive nowhere any more. */
    void stopDriving(String stoppedReleaseId) {
        mayNotDrive = List.of(stoppedReleaseId);
        withdraw();
    }

    private void publish(String rolloutId, String wanted, TargetFile... files) {
        director.publish(Targets.direction("car-01", rolloutId, wanted, "sim-cpu", mayNotDrive, files));
    }

    /** Whether it answers nobody. */
    void isSilent(boolean silent) {
        isSilent = silent;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            if (isSilent) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (path.equals("/v1/director/manifest")) {
                manifests.add(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            Optional<byte[]> found = switch (path.substring(0, path.lastIndexOf('/') + 1)) {
                case "/v1/director/metadata/" -> director.file(name);
                case "/v1/tuf/metadata/" -> images.file(name);
                default -> path.endsWith(file.consistentPath()) ? Optional.of(zip) : Optional.empty();
            };
            exchange.sendResponseHeaders(found.isPresent() ? 200 : 404, found.isPresent() ? found.get().length : -1);
            if (found.isPresent()) {
                exchange.getResponseBody().write(found.get());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
