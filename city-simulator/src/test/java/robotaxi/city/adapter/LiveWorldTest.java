package robotaxi.city.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.city.CityConfig;
import robotaxi.city.Monaco;

class LiveWorldTest {
    @TempDir
    private Path folder;

    private CityConfig config() throws IOException {
        Path file = folder.resolve("city.json");
        Files.writeString(file, """
                {"pbf":"%s","graphFolder":"%s","origin":{"latitude":43.7384,"longitude":7.4246},"seed":7,
                 "agent":"127.0.0.1:1","statusPort":0,"cars":[{"vehicleId":"car-01"},
                 {"vehicleId":"car-02","latitude":43.7384,"longitude":7.4246}],
                 "stateFolder":"%s","trafficVehicles":3,"hardBrakesPerHour":0}
                """.formatted(Monaco.extract(), folder.resolve("graph"), folder.resolve("state")));
        return ConfigFile.read(file);
    }

    @Test
    void theStatusNamesTheCarsAndARestartLeavesThemWhereTheyAre() throws IOException, InterruptedException {
        JsonNode first;
        try (LiveWorld world = LiveWorld.open(config(), () -> Instant.EPOCH)) {
            first = get(world, "/status");
            assertThat(first.at("/cars/0/vehicleId").asText()).isEqualTo("car-01");
            assertThat(first.at("/cars/0/connected").asBoolean()).isFalse();
            assertThat(first.at("/cars/1/latitude").asDouble()).isBetween(43.735, 43.742);
            assertThat(post(world, "/events/hard-brake?vehicleId=").statusCode())
                    .isIn(404, 409);
        }
        CityConfig later = config();
        try (LiveWorld world = LiveWorld.open(later, () -> Instant.EPOCH)) {
            assertThat(get(world, "/status").at("/cars/0/longitude")).isEqualTo(first.at("/cars/0/longitude"));
        }
        assertThat(folder.resolve("state/cars.json")).exists();
    }

    @Test
    void aKeyThatNobodyKnowsIsAnError() throws IOException {
        Path file = folder.resolve("typo.json");
        Files.writeString(file, "{\"sead\":1}");
        Assertions.assertThatThrownBy(() -> ConfigFile.read(file)).isInstanceOf(UnrecognizedPropertyException.class);
    }

    private static JsonNode get(LiveWorld world, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + world.statusPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new ObjectMapper()
                    .readTree(client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        }
    }

    private static HttpResponse<String> post(LiveWorld world, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + world.statusPort() + path);
        Thread turning = Thread.ofVirtual().start(world::run);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } finally {
            turning.interrupt();
            turning.join();
        }
    }
}
