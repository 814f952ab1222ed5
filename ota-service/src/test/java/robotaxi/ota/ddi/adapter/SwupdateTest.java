package robotaxi.ota.ddi.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.ota.TestReleases;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.SigningKey;

/** Debian's SWUpdate in its suricatta mode, unchanged, against this service. */
@QuarkusTest
@TestProfile(SwupdateTest.OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "release-manager")
class SwupdateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HARDWARE = "board-1";
    private static final byte[] CONTENT =
            "what the device shall have\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    SigningKey snapshotKey;
    SigningKey timestampKey;

    @TestHTTPResource("/")
    URI service;

    @TempDir
    Path folder;

    private static final int GOODBYE_SECONDS = 10;

    private final SwuImage images = new SwuImage();
    private final List<Process> started = new ArrayList<>();
    private TestReleases releases;
    private int version;

    /** Another database than the other tests of the interface. */
    public static class OwnDatabase extends DdiProfile {
        public OwnDatabase() {
            super("ota_swupdate");
        }
    }

    @BeforeEach
    void isThere() throws IOException {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "swupdate")));
        assumeTrue(there, "Debian's package swupdate is not installed");
        Files.writeString(folder.resolve("images.pem"), images.certificatePem());
        if (releases == null) {
            releases = new TestReleases(snapshotKey, timestampKey);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process each : started) {
            stop(each);
        }
        started.clear();
    }

    private static void stop(Process swupdate) throws InterruptedException {
        swupdate.descendants().forEach(ProcessHandle::destroy);
        swupdate.destroy();
        if (!swupdate.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
            // It sometimes misses a signal that comes while it starts a child; a device's power would be cut now.
            swupdate.descendants().forEach(ProcessHandle::destroyForcibly);
            swupdate.destroyForcibly();
        }
        assertThat(swupdate.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private Process swupdate(Device device, String more) throws IOException {
        Path config = folder.resolve("swupdate.cfg");
        Files.writeString(
                config, "globals : { loglevel = 5; };\nidentify : ( { name = \"board\"; value = \"1\"; } );\n");
        String address = "http://" + service.getHost() + ":" + service.getPort();
        var builder = new ProcessBuilder(
                        "swupdate",
                        "-f",
                        config.toString(),
                        "-k",
                        folder.resolve("images.pem").toString(),
                        "-H",
                        HARDWARE + ":1.0",
                        "-u",
                        "-t default -u " + address + " -i " + device.id() + " -k " + device.token() + " -p 1 " + more)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("swupdate.log").toFile()));
        // Its sockets and what it unpacks.
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("swupdate.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Device device() {
        return Device.registered("swu-" + UUID.randomUUID(), HARDWARE);
    }

    private String rollout(Device device, byte[] image, String manner) {
        String release = releases.publish("board-os", "1." + ++version, HARDWARE + ".swu", image);
        return given().contentType("application/json")
                .body(Map.of(
                        "releaseId",
                        release,
                        "vehicleIds",
                        List.of(device.id()),
                        "deviceTerms",
                        Map.of("manner", manner)))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
    }

    private void awaitState(String rollout, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(given().get("/v1/rollouts/" + rollout)
                                .then()
                                .extract()
                                .<String>path("vehicles[0].state"))
                        .as(log())
                        .isEqualTo(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forced", "soft"})
    void itInstallsAndConfirmsAfterARestart(String manner) throws Exception {
        Path installed = folder.resolve("installed-" + manner);
        Device device = device();
        String rollout = rollout(device, images.of(installed.toString(), CONTENT, Sha256.hex(CONTENT)), manner);
        Process first = swupdate(device, "");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log()).contains("SWUPDATE successful"));
        assertThat(installed).hasBinaryContent(CONTENT);
        awaitState(rollout, "downloading");
        stop(first);
        swupdate(device, "-c 2");
        awaitState(rollout, "committed");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(given().get("/v1/devices/" + device.id())
                                .then()
                                .extract()
                                .<String>path("attributes.board"))
                        .isEqualTo("1"));
    }

    @Test
    void itGoesBackToTheReleaseBeforeWhenItsReleaseIsRolledBack() throws Exception {
        Path installed = folder.resolve("what-runs");
        byte[] worse = "what the device shall not keep\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        Device device = device();
        String first = rollout(device, images.of(installed.toString(), CONTENT, Sha256.hex(CONTENT)), "forced");
        installAndConfirm(device, first, "committed");
        String second = rollout(device, images.of(installed.toString(), worse, Sha256.hex(worse)), "forced");
        installAndConfirm(device, second, "committed");
        assertThat(installed).hasBinaryContent(worse);

        given().contentType("application/json")
                .body(Map.of("reason", "it brakes at shadows"))
                .post("/v1/rollouts/" + second + "/roll-back")
                .then()
                .statusCode(200);
        installAndConfirm(device, second, "rolled-back");
        assertThat(installed).hasBinaryContent(CONTENT);
        given().get("/v1/rollouts/" + second).then().body("state", equalTo("rolled-back"));
    }

    /** Lets it install what it is offered, restarts it, and has it say that this went well. */
    private void installAndConfirm(Device device, String rollout, String state) throws Exception {
        int before = installations();
        Process installing = swupdate(device, "");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(installations()).isGreaterThan(before));
        stop(installing);
        Process confirming = swupdate(device, "-c 2");
        awaitState(rollout, state);
        stop(confirming);
    }

    private int installations() {
        return log().split("SWUPDATE successful", -1).length - 1;
    }

    @Test
    void aFailedInstallationIsAFailedUpdate() throws Exception {
        Device device = device();
        byte[] broken = images.of(folder.resolve("never").toString(), CONTENT, Sha256.hex(new byte[1]));
        String rollout = rollout(device, broken, "forced");
        swupdate(device, "");
        awaitState(rollout, "failed");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void itAgreesToACancellation() throws Exception {
        Device device = device();
        byte[] image = images.of(folder.resolve("cancelled").toString(), CONTENT, Sha256.hex(CONTENT));
        String rollout = rollout(device, image, "forced");
        List<String> links = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            String link = device.linked("deploymentBase");
            if (link != null) {
                links.add(link);
            }
            return link != null;
        });
        device.get(links.getLast()).statusCode(200);
        given().contentType("application/json")
                .body(Map.of("reason", "a worse one"))
                .post("/v1/rollouts/" + rollout + "/vehicles/" + device.id() + "/cancel")
                .then()
                .statusCode(200);
        await().atMost(PATIENCE).until(() -> device.linked("cancelAction") != null);
        swupdate(device, "");
        awaitState(rollout, "cancelled");
        assertThat(folder.resolve("cancelled")).doesNotExist();
    }
}
