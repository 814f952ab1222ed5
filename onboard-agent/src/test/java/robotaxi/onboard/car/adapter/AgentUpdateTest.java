package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.vehicle.v1.UpdateState;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.update.SignedRepository;
import robotaxi.onboard.update.TargetFile;
import robotaxi.onboard.update.Targets;
import robotaxi.onboard.update.adapter.Packages;

/** The whole agent and an update service with real TLS: a car whose link is down asks by itself. */
class AgentUpdateTest extends AgentUnderTest {
    private final Instant expires = Instant.now().plus(Duration.ofDays(1));
    private final SignedRepository director = new SignedRepository(expires);
    private final SignedRepository images = new SignedRepository(expires);
    private final List<byte[]> manifests = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpsServer ota;
    private TargetFile file;
    private byte[] zip;

    @BeforeEach
    void serve() throws Exception {
        zip = Files.readAllBytes(Packages.write(folder.resolve("package.zip"), "1.1.0"));
        file = new TargetFile("models/city-reflex/1.1.0/sim-cpu.zip", zip.length, ModelManifest.sha256(zip), 1);
        images.publish(Targets.image(file, "sim-cpu"));
        director.publish(Targets.direction("car-01", "", "", "car-01.drive", "sim-cpu"));
        ota = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ota.setHttpsConfigurator(new HttpsConfigurator(gateway.serviceContext()));
        ota.createContext("/", this::answer);
        ota.start();
    }

    @AfterEach
    void stop() {
        ota.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
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

    private AgentConfig config() throws IOException {
        return config(
                "token-1",
                "https://localhost:" + ota.getAddress().getPort(),
                new AgentConfig.Updates(
                        Files.write(folder.resolve("images.json"), images.root())
                                .toString(),
                        Files.write(folder.resolve("director.json"), director.root())
                                .toString(),
                        Duration.ofMillis(500),
                        Duration.ZERO,
                        1000));
    }

    private String slots() {
        Path slots = folder.resolve("state/car-01/model/slots.json");
        try {
            return Files.exists(slots) ? Files.readString(slots) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aCarWithoutALinkStillHearsOfItsUpdateAndStagesIt() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config());
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> !gateway.hellos.isEmpty());
            gateway.stopLink();
            asked.clear();
            until("it still asks", world, () -> asked.contains("/v1/director/metadata/timestamp.json"));

            director.publish(
                    Targets.direction("car-01", "rollout-1", "city-reflex@1.1.0", "car-01.drive", "sim-cpu", file));
            until("staged", world, () -> slots().contains("\"staged\""));
            int before = manifests.size();
            until("it says what runs", world, () -> manifests.size() > before);
        }
        assertThat(slots()).contains("\"releaseId\":\"city-reflex@1.1.0\"", "\"rolloutId\":\"rollout-1\"");
        List<Long> counters = manifests.stream()
                .map(manifest -> Json.object(manifest).map("signed").whole("report_counter"))
                .toList();
        assertThat(counters).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatTheDirectorTakesBackLeavesTheCarsDisk() throws Exception {
        Path slot = folder.resolve("state/car-01/model/a");
        director.publish(
                Targets.direction("car-01", "rollout-1", "city-reflex@1.1.0", "car-01.drive", "sim-cpu", file));
        try (AgentProcess agent = AgentProcess.start(config());
                FakeWorld world = new FakeWorld(agent.port())) {
            until("staged", world, () -> slots().contains("\"staged\""));
            director.publish(Targets.direction("car-01", "", "", "car-01.drive", "sim-cpu"));
            until("it is gone", world, () -> !slots().contains("\"staged\"") && !Files.exists(slot));
            until(
                    "the fleet hears of it",
                    world,
                    () -> gateway.uplinks.stream()
                            .map(up -> up.getEvent().getUpdate())
                            .anyMatch(update -> update.getState() == UpdateState.UPDATE_STATE_WITHDRAWN
                                    && update.getRolloutId().equals("rollout-1")
                                    && update.getReleaseId().equals("city-reflex@1.1.0")
                                    && update.getRunningReleaseId().equals("city-reflex@1.0.0")));

            director.publish(
                    Targets.direction("car-01", "rollout-2", "city-reflex@1.1.0", "car-01.drive", "sim-cpu", file));
            until("wanted again", world, () -> slots().contains("\"rolloutId\":\"rollout-2\""));
        }
    }
}
