package robotaxi.ota.ddi.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import robotaxi.ota.TestReleases;
import robotaxi.ota.trust.SigningKey;
import robotaxi.testkit.TestCertificates;

/** The Direct Device Integration API as its clients meet it, with PostgreSQL and Kafka behind it. */
@QuarkusTest
@TestProfile(DdiProfile.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "release-manager")
class DdiTest {
    private static final byte[] CONTENT = "0123456789abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final String HARDWARE = "board-1";

    SigningKey snapshotKey;
    SigningKey timestampKey;
    TestCertificates certificates;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    private String release;

    @BeforeEach
    void publish() {
        if (release == null) {
            release = new TestReleases(snapshotKey, timestampKey).publish("city-os", "2.0", HARDWARE + ".swu", CONTENT);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private static Device device() {
        Device device = Device.registered("dev-" + UUID.randomUUID(), HARDWARE);
        soon().until(() -> device.poll().extract().statusCode() == 200);
        return device;
    }

    private String started(Device device, Map<String, Object> terms) {
        Map<String, Object> wanted = new HashMap<>(Map.of("releaseId", release, "vehicleIds", List.of(device.id())));
        wanted.put("deviceTerms", terms);
        return given().contentType("application/json")
                .body(wanted)
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
    }

    /** Waits for the link, and answers its path without the query. */
    private static String linked(Device device, String name) {
        List<String> found = new ArrayList<>();
        soon().until(() -> {
            String link = device.linked(name);
            if (link != null) {
                found.add(link.replaceAll("\\?.*", ""));
            }
            return link != null;
        });
        return found.getLast();
    }

    private static void state(String rollout, String vehicleState) {
        given().get("/v1/rollouts/" + rollout).then().body("vehicles[0].state", equalTo(vehicleState));
    }

    @Test
    void whoProvesNothingIsToldNothing() {
        Device device = device();
        for (String credentials : List.of("TargetToken wrong", "GatewayToken wrong", "Bearer x")) {
            assertThat(given().header("Authorization", credentials)
                            .get(device.base())
                            .then()
                            .statusCode(401)
                            .extract()
                            .body()
                            .asString())
                    .isEmpty();
        }
        given().get(device.base()).then().statusCode(401);
        device.asks().get(device.base().replace("/default/", "/other/")).then().statusCode(401);
        device.asks().get("/default/controller/v1/another").then().statusCode(401);
    }

    @Test
    void aGatewayActsForDevicesThatNobodyRegistered() {
        String id = "new-" + UUID.randomUUID();
        String base = "/default/controller/v1/" + id;
        String credentials = "GatewayToken " + DdiProfile.GATEWAY_TOKEN;
        given().header("Authorization", credentials)
                .get(base)
                .then()
                .statusCode(200)
                .body("config.polling.sleep", equalTo("00:00:01"))
                .body("_links.configData.href", notNullValue());
        given().header("Authorization", credentials)
                .contentType("application/json")
                .body("{\"data\": {\"hardware-id\": \"board-9\"}}")
                .put(base + "/configData")
                .then()
                .statusCode(200);
        given().get("/v1/vehicles/releases")
                .then()
                .body("vehicles.find { it.vehicleId == '" + id + "' }.hardwareId", equalTo("board-9"));
    }

    @Test
    void aCertificateOfTheVehiclePortIsProofEnough() throws Exception {
        String id = "car-" + UUID.randomUUID();
        HttpClient car =
                HttpClient.newBuilder().sslContext(certificates.car(id)).build();
        for (Map.Entry<String, Integer> asked : Map.of(id, 200, "another", 401).entrySet()) {
            var request = HttpRequest.newBuilder(vehiclePort.resolve("/default/controller/v1/" + asked.getKey()))
                    .build();
            assertThat(car.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(asked.getValue());
        }
    }

    @Test
    void attributesAreMergedReplacedAndRemoved() {
        Device device = device();
        assertThat(device.linked("configData")).isEqualTo("/configData");
        attributes(device, "{\"id\": \"\", \"data\": {\"a\": \"1\", \"b\": 2}}", 200);
        soon().until(() -> device.linked("configData") == null);
        attributes(device, "{\"mode\": \"merge\", \"data\": {\"b\": \"<new>\"}}", 200);
        attributes(device, "{\"mode\": \"remove\", \"data\": {\"a\": \"\"}}", 200);
        given().get("/v1/devices/" + device.id()).then().body("attributes", equalTo(Map.of("b", "<new>")));
        attributes(device, "{\"mode\": \"replace\", \"data\": {\"c\": \"3\"}}", 200);
        given().get("/v1/devices/" + device.id()).then().body("attributes", equalTo(Map.of("c", "3")));
        attributes(device, "{}", 400);
        attributes(device, "{\"data\": {\"long\": \"" + "x".repeat(129) + "\"}}", 400);
        StringBuilder many = new StringBuilder("{\"data\": {");
        for (int i = 0; i <= 100; i++) {
            many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\": \"v\"");
        }
        attributes(device, many.append("}}").toString(), 429);
    }

    private static void attributes(Device device, String body, int status) {
        device.asks()
                .contentType("application/json")
                .body(body)
                .put(device.base() + "/configData")
                .then()
                .statusCode(status);
    }

    @Test
    void anUpdateIsOfferedReadReportedAndInstalled() {
        Device device = device();
        String rollout = started(device, Map.of());
        String update = linked(device, "deploymentBase");
        String id = update.substring(update.lastIndexOf('/') + 1);
        String part = "deployment.chunks[0].";
        device.get(update)
                .statusCode(200)
                .body("id", equalTo(id))
                .body("deployment.download", equalTo("forced"))
                .body("deployment.update", equalTo("forced"))
                .body(part + "name", equalTo("city-os"))
                .body(part + "version", equalTo("2.0"))
                .body(part + "artifacts[0].filename", equalTo("board-1.swu"))
                .body(part + "artifacts[0].size", equalTo(CONTENT.length))
                .body(part + "artifacts[0].hashes.sha1", equalTo(sha1()))
                .body(part + "artifacts[0]._links.download-http.href", matchesPattern("http://.*/board-1.swu"));
        device.says(update + "/feedback", "proceeding", "none", "k of n").statusCode(200);
        state(rollout, "downloading");
        device.says(update + "/feedback", "downloaded", "none", "").statusCode(200);
        device.says(update + "/feedback", "proceeding", "none", "writing").statusCode(200);
        state(rollout, "activating");
        device.get(update + "?actionHistory=-1")
                .body("actionHistory.status", equalTo("ACTIVATING"))
                .body("actionHistory.messages[0]", equalTo("writing"))
                .body("actionHistory.messages", hasItem("k of n"));
        device.says(update + "/feedback", "closed", "success", "").statusCode(200);
        given().get("/v1/rollouts/" + rollout)
                .then()
                .body("vehicles[0].state", equalTo("committed"))
                .body("state", equalTo("finished"));
        device.says(update + "/feedback", "proceeding", "none", "").statusCode(410);
        soon().until(() -> device.linked("deploymentBase") == null && device.linked("configData") != null);
        device.get(linked(device, "installedBase")).statusCode(200).body("id", equalTo(id));
        given().get("/v1/vehicles/releases")
                .then()
                .body("vehicles.find { it.vehicleId == '" + device.id() + "' }.releaseId", equalTo(release));
    }

    private static String sha1() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(CONTENT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void filesComeWholeInPartsAndOnlyToTheirDevice() {
        Device device = device();
        started(device, Map.of());
        String update = linked(device, "deploymentBase");
        String href = device.get(update).extract().path("deployment.chunks[0].artifacts[0]._links.download-http.href");
        String path = href.substring(href.indexOf(device.base()));
        device.asks()
                .head(path)
                .then()
                .statusCode(200)
                .header("Content-Length", String.valueOf(CONTENT.length))
                .header("ETag", '"' + sha1() + '"');
        assertThat(device.asks().get(path).asByteArray()).isEqualTo(CONTENT);
        range(device, path, "bytes=10-12", 206)
                .header("Content-Range", "bytes 10-12/36")
                .body(equalTo("abc"));
        range(device, path, "bytes=36-", 416).header("Content-Range", "bytes */36");
        String parts = range(device, path, "bytes=34-,0-1", 206).extract().asString();
        assertThat(parts.replaceAll("\\s+", " "))
                .contains("Content-Range: bytes 0-1/36 01 --")
                .contains("Content-Range: bytes 34-35/36 yz --");
        device.asks().header("If-Match", "\"other\"").get(path).then().statusCode(412);
        assertThat(device.asks()
                        .header("If-Range", "\"other\"")
                        .header("Range", "bytes=0-1")
                        .get(path)
                        .asByteArray())
                .isEqualTo(CONTENT);
        assertThat(device.asks().accept("*/*").get(path + ".MD5SUM").asString())
                .endsWith("  board-1.swu")
                .hasSize(45);
        Device other = device();
        other.asks().get(path.replace(device.id(), other.id())).then().statusCode(404);
    }

    private static ValidatableResponse range(Device device, String path, String range, int status) {
        return device.asks()
                .accept("*/*")
                .header("Range", range)
                .get(path)
                .then()
                .statusCode(status);
    }

    @Test
    void aPollThatBringsNoNewsIsNotRepeated() {
        Device device = device();
        String tag = device.poll().extract().header("ETag");
        device.asks().header("If-None-Match", tag).get(device.base()).then().statusCode(304);
        started(device, Map.of());
        soon().until(() ->
                device.asks().header("If-None-Match", tag).get(device.base()).statusCode() == 200);
    }

    @Test
    void onlyClosedAgreesToACancellation() {
        Device device = device();
        String rollout = started(device, Map.of());
        String update = linked(device, "deploymentBase");
        device.get(update).statusCode(200);
        device.says(update.replace("deploymentBase", "cancelAction") + "/feedback", "closed", "success", "")
                .statusCode(405);
        cancel(rollout, device, false, 200);
        String cancel = linked(device, "cancelAction");
        assertThat(cancel).doesNotContain("?");
        String id = cancel.substring(cancel.lastIndexOf('/') + 1);
        device.get(cancel).body("id", equalTo(id)).body("cancelAction.stopId", equalTo(id));
        device.get(update).statusCode(404);
        device.says(cancel + "/feedback", "canceled", "success", "").statusCode(200);
        state(rollout, "offered");
        device.says(cancel + "/feedback", "rejected", "none", "too late").statusCode(200);
        linked(device, "deploymentBase");
        cancel(rollout, device, false, 200);
        linked(device, "cancelAction");
        device.says(cancel + "/feedback", "closed", "success", "").statusCode(200);
        state(rollout, "cancelled");
        cancel(rollout, device, false, 409);
        soon().until(() -> device.linked("cancelAction") == null);
    }

    @Test
    void aLastWordBeatsAPendingCancellationAndForceNeedsOne() {
        Device device = device();
        String rollout = started(device, Map.of());
        String update = linked(device, "deploymentBase");
        device.get(update).statusCode(200);
        cancel(rollout, device, true, 409);
        cancel(rollout, device, false, 200);
        device.says(update + "/feedback", "closed", "failure", "no room").statusCode(200);
        state(rollout, "failed");

        String second = started(device, Map.of());
        device.get(linked(device, "deploymentBase")).statusCode(200);
        cancel(second, device, false, 200);
        cancel(second, device, true, 200);
        state(second, "cancelled");
    }

    private static void cancel(String rollout, Device device, boolean force, int status) {
        given().contentType("application/json")
                .body(Map.of("force", force, "reason", "test"))
                .post("/v1/rollouts/" + rollout + "/vehicles/" + device.id() + "/cancel")
                .then()
                .statusCode(status);
    }

    @Test
    void aPausedRolloutShowsNothingNewAndLetsWhatHasBegunEnd() {
        Device idle = device();
        String rollout = started(idle, Map.of());
        String offered = linked(idle, "deploymentBase");
        act(rollout, "pause");
        idle.get(offered).statusCode(404);
        soon().until(() -> idle.linked("deploymentBase") == null);
        act(rollout, "resume");
        linked(idle, "deploymentBase");
        idle.says(offered + "/feedback", "proceeding", "none", "").statusCode(200);
        act(rollout, "pause");
        idle.get(offered).statusCode(200);
        linked(idle, "deploymentBase");
        act(rollout, "stop");
        linked(idle, "cancelAction");
    }

    private static void act(String rollout, String act) {
        given().contentType("application/json")
                .body("{}")
                .post("/v1/rollouts/" + rollout + "/" + act)
                .then()
                .statusCode(200);
    }

    @Test
    void whatWasNotOfferedIsNotShownAndNotTaken() {
        Device device = device();
        String rollout = given().contentType("application/json")
                .body(Map.of("releaseId", release, "course", Map.of("wavePercents", List.of(100))))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
        // Numbers are given in one sequence: the device's is among the last.
        int newest = nextAction();
        for (int action = newest; action > 0 && action > newest - 50; action--) {
            device.get("/deploymentBase/" + action).statusCode(404);
            device.says("/deploymentBase/" + action + "/feedback", "closed", "failure", "x")
                    .statusCode(404);
        }
        given().get("/v1/rollouts/" + rollout)
                .then()
                .body("vehicles.find { it.vehicleId == '" + device.id() + "' }.state", equalTo("eligible"));
        act(rollout, "stop");
    }

    /** The number under which a device started now knows its update. */
    private int nextAction() {
        Device other = device();
        started(other, Map.of());
        String path = linked(other, "deploymentBase");
        return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    }

    @Test
    void manyDevicesSpeakAtOnceAndNoWordIsLostOrTakenForAnothers() throws Exception {
        List<Device> devices = IntStream.range(0, 24).mapToObj(i -> device()).toList();
        List<String> rollouts =
                devices.stream().map(each -> started(each, Map.of())).toList();
        try (var threads = Executors.newFixedThreadPool(devices.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (Device each : devices) {
                running.add(threads.submit(() -> {
                    String update = linked(each, "deploymentBase");
                    each.get(update).statusCode(200);
                    for (String step : List.of("download", "downloaded", "proceeding")) {
                        each.says(update + "/feedback", step, "none", each.id() + " " + step)
                                .statusCode(200);
                    }
                    String end = devices.indexOf(each) % 3 == 0 ? "failure" : "success";
                    each.says(update + "/feedback", "closed", end, each.id()).statusCode(200);
                    each.says(update + "/feedback", "closed", end, each.id()).statusCode(410);
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        for (int i = 0; i < devices.size(); i++) {
            state(rollouts.get(i), i % 3 == 0 ? "failed" : "committed");
            given().get("/v1/vehicles/" + devices.get(i).id() + "/record")
                    .then()
                    .body(
                            "updates[0].steps.state",
                            equalTo(List.of(
                                    "offered",
                                    "downloading",
                                    "staged",
                                    "activating",
                                    i % 3 == 0 ? "failed" : "committed")));
        }
    }

    @Test
    void termsSayHowAndWhen() {
        Device soft = device();
        started(soft, Map.of("manner", "soft"));
        soft.get(linked(soft, "deploymentBase"))
                .body("deployment.download", equalTo("attempt"))
                .body("deployment.update", equalTo("attempt"))
                .body("deployment.maintenanceWindow", nullValue());
        Device late = device();
        started(late, Map.of("manner", "time-forced", "forcedAt", "2020-01-01T00:00:00Z"));
        late.get(linked(late, "deploymentBase")).body("deployment.update", equalTo("forced"));
        Device closed = device();
        started(closed, Map.of("window", Map.of("schedule", "0 0 4 1 1 ? 2099", "duration", "01:00:00")));
        closed.get(linked(closed, "deploymentBase"))
                .body("deployment.download", equalTo("forced"))
                .body("deployment.update", equalTo("skip"))
                .body("deployment.maintenanceWindow", equalTo("unavailable"));
        Device open = device();
        started(
                open,
                Map.of("window", Map.of("schedule", "0 0 0 * * ?", "duration", "23:59:59", "timezone", "+00:00")));
        open.get(linked(open, "deploymentBase")).body("deployment.maintenanceWindow", equalTo("available"));
    }

    @Test
    void consentComesBeforeTheUpdate() {
        Device device = device();
        String rollout = started(device, Map.of("consentNeeded", true));
        String consent = linked(device, "confirmationBase");
        String update = consent.replace("confirmationBase", "deploymentBase");
        device.get(update).statusCode(404);
        device.get(consent).statusCode(200).body("confirmation.chunks[0].name", equalTo("city-os"));
        device.posts(consent + "/feedback", "{\"confirmation\": \"denied\", \"details\": [\"not now\"]}")
                .statusCode(200);
        device.get(update).statusCode(404);
        device.posts(consent + "/feedback", "{\"confirmation\": \"perhaps\"}").statusCode(400);
        device.posts("/confirmationBase/activateAutoConfirm", "{\"initiator\": \"eve\"}")
                .statusCode(200);
        device.posts("/confirmationBase/activateAutoConfirm", "{}").statusCode(409);
        device.get("/confirmationBase")
                .body("autoConfirm.active", equalTo(true))
                .body("autoConfirm.initiator", equalTo("eve"))
                .body("_links.deactivateAutoConfirm.href", notNullValue());
        device.get(linked(device, "deploymentBase")).statusCode(200);
        device.says(update + "/feedback", "closed", "success", "").statusCode(200);
        state(rollout, "committed");
        device.posts("/confirmationBase/deactivateAutoConfirm", "").statusCode(200);
        device.posts(consent + "/feedback", "{\"confirmation\": \"confirmed\"}").statusCode(410);
    }

    @Test
    void aDeviceMayDeclareWhatItRuns() {
        Device device = device();
        String known = "{\"name\": \"city-os\", \"version\": \"2.0\"}";
        for (Map.Entry<String, Integer> said : List.of(
                Map.entry(known, 201),
                Map.entry(known, 200),
                Map.entry("{\"name\": \"city-os\", \"version\": \"9\"}", 404),
                Map.entry("{\"name\": \"city-os\"}", 400))) {
            device.asks()
                    .contentType("application/json")
                    .body(said.getKey())
                    .put(device.base() + "/installedBase")
                    .then()
                    .statusCode(said.getValue());
        }
    }

    @Test
    void whatCannotBeReadOrIsTooMuchIsRefusedInTheWordsOfClients() {
        Device device = device();
        started(device, Map.of());
        String feedback = linked(device, "deploymentBase") + "/feedback";
        device.posts(feedback, "{\"status\": {\"execution\": \"proceeding\"}}")
                .statusCode(400)
                .body("errorCode", equalTo("hawkbit.server.error.rest.body.notReadable"));
        device.says(feedback, "dancing", "none", "").statusCode(400);
        String many = "[" + "\"x\",".repeat(50) + "\"x\"]";
        device.posts(
                        feedback,
                        "{\"status\": {\"execution\": \"proceeding\", \"result\": {\"finished\": \"none\"}, \"details\": "
                                + many + "}}")
                .statusCode(429)
                .header("Retry-After", notNullValue());
        for (int i = 0; i < 1_000; i++) {
            device.says(feedback, "proceeding", "none", "").statusCode(200);
        }
        device.says(feedback, "proceeding", "none", "").statusCode(429);
        device.get("/deploymentBase/2147483647").statusCode(404);
        device.get("/cancelAction/2147483647").statusCode(404);
    }
}
