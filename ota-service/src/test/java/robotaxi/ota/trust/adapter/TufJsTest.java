package robotaxi.ota.trust.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.TestReleases;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.SigningKey;
import robotaxi.testkit.TestCertificates;

/** tuf-js, unchanged, against this service: what we publish is what other clients of TUF understand. */
@QuarkusTest
@TestProfile(TufJsTest.OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "release-manager")
class TufJsTest {
    private static final byte[] CONTENT =
            "a model, more or less\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "models/tuf-js/1.0/sim-cpu.zip";
    private static final Path SOURCE = Path.of("src/test/tuf-js");

    SigningKey snapshotKey;
    SigningKey timestampKey;
    TestCertificates certificates;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    @TempDir
    static Path folder;

    private boolean published;

    /** One repository, so one database. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_tuf_js");
        }
    }

    @BeforeEach
    void publish() throws Exception {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "npm")));
        assumeTrue(there, "npm is not installed");
        if (!published) {
            install();
            var releases = new TestReleases(snapshotKey, timestampKey);
            releases.publish("tuf-js", "1.0", "sim-cpu.zip", CONTENT);
            Files.write(folder.resolve("root.json"), releases.root());
            certificates.writeServer(folder);
            certificates.writeCar(folder, "car-tuf-js");
            published = true;
        }
    }

    private void install() throws IOException, InterruptedException {
        for (String name : List.of("client.mjs", "package.json", "package-lock.json", ".npmrc")) {
            Files.copy(SOURCE.resolve(name), folder.resolve(name));
        }
        Process npm = start(Map.of(), "npm", "ci", "--prefer-offline");
        String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(npm.waitFor()).as(said).isZero();
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private JsonNode client(Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "FOLDER",
                folder.toString(),
                "URL_OF_SERVICE",
                "https://localhost:" + vehiclePort.getPort(),
                "TARGET",
                PATH));
        environment.putAll(more);
        Process node = start(environment, "node", "client.mjs");
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new ObjectMapper()
                .readTree(said.lines().reduce((_, last) -> last).orElse("{}"));
    }

    @Test
    void itRefreshesAndDownloads() throws Exception {
        JsonNode said = client(Map.of());

        assertThat(said.path("downloaded").asText()).as(said.toString()).isNotEmpty();
        assertThat(Files.readAllBytes(Path.of(said.path("downloaded").asText())))
                .isEqualTo(CONTENT);
    }

    @Test
    void itRefusesAChangedByteOfTheMetadataAndOfTheFile() throws Exception {
        // It wraps what went wrong with targets; the words name the check.
        assertThat(client(Map.of("TAMPER", ".targets.json")).path("message").asText())
                .containsIgnoringCase("hash");
        assertThat(client(Map.of("TAMPER", Sha256.hex(CONTENT) + ".sim-cpu.zip"))
                        .path("error")
                        .asText())
                .isEqualTo("LengthOrHashMismatchError");
    }

    @Test
    void itRefusesATimestampThatHasExpired() throws Exception {
        JsonNode said = client(Map.of("HOURS_LATER", "25"));

        assertThat(said.path("error").asText()).as(said.toString()).isEqualTo("ExpiredMetadataError");
        assertThat(said.path("message").asText()).contains("timestamp");
    }
}
