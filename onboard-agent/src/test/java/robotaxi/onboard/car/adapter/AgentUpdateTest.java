package robotaxi.onboard.car.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.vehicle.v1.UpdateState;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.update.adapter.Packages;

/** The whole agent and an update service with real TLS: a car whose link is down asks by itself. */
class AgentUpdateTest extends AgentUnderTest {
    private FakeUpdateService ota;

    @BeforeEach
    void serve() throws Exception {
        byte[] zip = Files.readAllBytes(Packages.write(folder.resolve("package.zip"), "1.1.0"));
        ota = new FakeUpdateService(gateway, "city-reflex@1.1.0", zip);
    }

    @AfterEach
    void stop() {
        ota.close();
    }

    private AgentConfig config() throws IOException {
        return config("token-1", ota.url(), ota.settings(folder));
    }

    @Test
    void aCarWithoutALinkStillHearsOfItsUpdateAndStagesIt() throws Exception {
        try (AgentProcess agent = AgentProcess.start(config());
                FakeWorld world = new FakeWorld(agent.port())) {
            until("the link is up", world, () -> !gateway.hellos.isEmpty());
            gateway.stopLink();
            ota.asked.clear();
            until("it still asks", world, () -> ota.asked.contains("/v1/director/metadata/timestamp.json"));

            ota.offer("rollout-1");
            until("staged", world, () -> slots().contains("\"staged\""));
            int before = ota.manifests.size();
            until("it says what runs", world, () -> ota.manifests.size() > before);
        }
        assertThat(slots()).contains("\"releaseId\":\"city-reflex@1.1.0\"", "\"rolloutId\":\"rollout-1\"");
        List<Long> counters = ota.manifests.stream()
                .map(manifest -> Json.object(manifest).map("signed").whole("report_counter"))
                .toList();
        assertThat(counters).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatTheDirectorTakesBackLeavesTheCarsDisk() throws Exception {
        Path slot = folder.resolve("state/car-01/model/a");
        ota.offer("rollout-1");
        try (AgentProcess agent = AgentProcess.start(config());
                FakeWorld world = new FakeWorld(agent.port())) {
            until("staged", world, () -> slots().contains("\"staged\""));
            ota.withdraw();
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

            ota.offer("rollout-2");
            until("wanted again", world, () -> slots().contains("\"rolloutId\":\"rollout-2\""));
        }
    }
}
