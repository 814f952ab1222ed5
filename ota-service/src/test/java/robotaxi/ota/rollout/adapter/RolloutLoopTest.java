package robotaxi.ota.rollout.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.ReservationAnswer;
import robotaxi.contracts.vehicle.v1.UpdateChanged;
import robotaxi.contracts.vehicle.v1.UpdateState;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.events.TopicReplay;
import robotaxi.ota.OtaStack;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.RoleKeys;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TufRole;
import robotaxi.testkit.TestCertificates;
import robotaxi.testkit.TestSigners;

/** From the signed file to the committed car, over the real edges: REST, mutual TLS, Kafka and PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(OtaStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolloutLoopTest {
    private static final String PATH = "models/city-reflex/1.1.0/sim-cpu.zip";
    private static final byte[] CONTENT = "a model package, more or less".getBytes(UTF_8);
    private static final String HASH = Sha256.hex(CONTENT);
    private static final SigningKey ROOT_KEY = SigningKey.generate();
    private static final SigningKey TARGETS_KEY = SigningKey.generate();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    TestCertificates certificates;
    TestSigners signers;
    SigningKey snapshotKey;
    SigningKey timestampKey;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    @TestHTTPResource("/")
    URI peoplePort;

    @Inject
    KafkaClients kafka;

    @Inject
    TopicReplay replay;

    @Inject
    Sql sql;

    @Test
    @Order(1)
    void withoutARoleNothingIsPublished() {
        given().contentType("application/json")
                .body("{}")
                .put("/v1/tuf/root")
                .then()
                .statusCode(401);
    }

    @Test
    @Order(2)
    @TestSecurity(user = "pipeline", roles = "release-manager")
    void aReleaseIsSignedOnlyOnceItsFilesAreTrustedAndHere() {
        publishTrust();
        createRelease()
                .statusCode(409)
                .body("code", equalTo("release.not-signed"))
                .body("detail", equalTo(PATH + " has no artifact " + HASH));
        given().contentType("application/octet-stream")
                .body("other bytes".getBytes(UTF_8))
                .put("/v1/artifacts/" + HASH)
                .then()
                .statusCode(422)
                .body("code", equalTo("artifact.hash-mismatch"));
        given().head("/v1/artifacts/" + HASH).then().statusCode(404);
        given().contentType("application/octet-stream")
                .body(CONTENT)
                .put("/v1/artifacts/" + HASH)
                .then()
                .statusCode(201);
        createRelease().statusCode(201).body("state", equalTo("signed"));
        createRelease().statusCode(409).body("code", equalTo("release.already-exists"));
        given().get("/v1/releases/city-reflex@1.1.0").then().statusCode(200).body("state", equalTo("signed"));
    }

    private void publishTrust() {
        Instant far = Instant.now().plus(Duration.ofDays(30));
        byte[] root = MetadataAuthor.root(
                1,
                far,
                Map.of(
                        TufRole.ROOT, RoleKeys.of(1, ROOT_KEY.publicKey()),
                        TufRole.TARGETS, RoleKeys.of(1, TARGETS_KEY.publicKey()),
                        TufRole.SNAPSHOT, RoleKeys.of(1, snapshotKey.publicKey()),
                        TufRole.TIMESTAMP, RoleKeys.of(1, timestampKey.publicKey())),
                ROOT_KEY);
        byte[] targets =
                MetadataAuthor.targets(1, far, List.of(new TargetFile(PATH, CONTENT.length, HASH)), TARGETS_KEY);
        given().contentType("application/json")
                .body(targets)
                .put("/v1/tuf/targets")
                .then()
                .statusCode(409);
        given().contentType("application/json")
                .body(root)
                .put("/v1/tuf/root")
                .then()
                .statusCode(200);
        given().contentType("application/json")
                .body(targets)
                .put("/v1/tuf/targets")
                .then()
                .statusCode(200);
        given().contentType("application/json")
                .body(targets)
                .put("/v1/tuf/targets")
                .then()
                .statusCode(409)
                .body("code", equalTo("tuf.wrong-version"));
    }

    private static io.restassured.response.ValidatableResponse createRelease() {
        return given().contentType("application/json")
                .body("{\"name\":\"city-reflex\",\"version\":\"1.1.0\",\"targetPaths\":[\"" + PATH + "\"]}")
                .post("/v1/releases")
                .then();
    }

    @Test
    @Order(3)
    void aCarReadsMetadataAndRangesOverMutualTlsAndNobodyElseDoes() throws Exception {
        HttpClient car =
                HttpClient.newBuilder().sslContext(certificates.car("car-1")).build();
        assertThat(get(car, vehiclePort, "/v1/tuf/metadata/1.root.json", null).statusCode())
                .isEqualTo(200);
        assertThat(get(car, vehiclePort, "/v1/tuf/metadata/2.root.json", null).statusCode())
                .isEqualTo(404);
        assertThat(get(car, vehiclePort, "/v1/tuf/metadata/timestamp.json", null)
                        .statusCode())
                .isEqualTo(200);

        String target = "/v1/tuf/targets/models/city-reflex/1.1.0/" + HASH + ".sim-cpu.zip";
        HttpResponse<byte[]> part = get(car, vehiclePort, target, "bytes=2-6");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("model".getBytes(UTF_8));
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-6/" + CONTENT.length);
        assertThat(get(car, vehiclePort, target, "bytes=1000-").statusCode()).isEqualTo(416);
        assertThat(get(car, vehiclePort, target, null).body()).isEqualTo(CONTENT);
        HttpRequest head =
                HttpRequest.newBuilder(vehiclePort.resolve(target)).HEAD().build();
        assertThat(car.send(head, BodyHandlers.discarding()).headers().firstValueAsLong("Content-Length"))
                .hasValue(CONTENT.length);

        assertThat(get(HttpClient.newHttpClient(), peoplePort, target, null).statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<byte[]> get(HttpClient client, URI base, String path, String range)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        if (range != null) {
            request.header("Range", range);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    @Order(4)
    @TestSecurity(user = "ada", roles = "release-manager")
    void aCarIsOfferedHeldActivatedAndGivenBack() {
        List<Command> commands = new CopyOnWriteArrayList<>();
        List<Reservation> reservations = new CopyOnWriteArrayList<>();
        var commandsReady = replay.follow(Topics.VEHICLE_COMMANDS, null, Command.parser(), (k, c) -> commands.add(c));
        var reservationsReady =
                replay.follow(Topics.VEHICLE_RESERVATIONS, null, Reservation.parser(), (k, r) -> reservations.add(r));
        commandsReady.join();
        reservationsReady.join();
        send(
                Topics.VEHICLE_REGISTRY,
                VehicleRegistration.newBuilder().setVehicleId("car-1").setHardwareId("sim-cpu"));
        send(
                Topics.VEHICLE_PRESENCE,
                Presence.newBuilder()
                        .setVehicleId("car-1")
                        .setState(PresenceState.PRESENCE_STATE_CONNECTED)
                        .setSessionEpoch(3));
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/vehicles/releases")
                        .then()
                        .body("vehicles[0].hardwareId", equalTo("sim-cpu"))
                        .body("vehicles[0].connected", equalTo(true)));

        given().contentType("application/json")
                .body("{\"releaseId\":\"city-reflex@1.1.0\",\"count\":2}")
                .post("/v1/rollouts")
                .then()
                .statusCode(409)
                .body("code", equalTo("rollout.too-few-vehicles"));
        String rollout = given().contentType("application/json")
                .body("{\"releaseId\":\"city-reflex@1.1.0\",\"count\":1,\"reason\":\"better stops\"}")
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .body("vehicles[0].state", equalTo("offered"))
                .extract()
                .path("rolloutId");
        await().atMost(PATIENCE).until(() -> commands.size() == 1);
        var car = new CommandVerifier(signers.root(), InstantSource.system());
        assertThat(car.refuse(commands.getFirst())).as("a car would take it").isEmpty();
        assertThat(commands.getFirst().getInstallRelease().getTargetPathsList()).containsExactly(PATH);
        assertThat(sql.list("select path from director_vehicle where rollout_id = ?", row -> row.getString(1), rollout))
                .containsExactly(PATH);

        update(rollout, UpdateState.UPDATE_STATE_DOWNLOADING);
        update(rollout, UpdateState.UPDATE_STATE_STAGED);
        update(rollout, UpdateState.UPDATE_STATE_WAITING_FOR_SAFE_MOMENT);
        await().atMost(PATIENCE).until(() -> reservations.stream().anyMatch(Reservation::hasRequest));
        Reservation request = reservations.getFirst();
        send(
                Topics.VEHICLE_RESERVATIONS,
                Reservation.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setVehicleId("car-1")
                        .setReservationId(request.getReservationId())
                        .setAnswer(ReservationAnswer.newBuilder()
                                .setGranted(true)
                                .setFence(41)
                                .setHeldUntil(Timestamp.newBuilder()
                                        .setSeconds(Instant.now().getEpochSecond() + 120))));
        await().atMost(PATIENCE).until(() -> commands.size() == 2);
        assertThat(commands.get(1).getActivateRelease().getReservationFence()).isEqualTo(41);

        update(rollout, UpdateState.UPDATE_STATE_ACTIVATING);
        update(rollout, UpdateState.UPDATE_STATE_TRIAL);
        update(rollout, UpdateState.UPDATE_STATE_COMMITTED);
        await().atMost(PATIENCE)
                .until(() -> reservations.stream()
                        .anyMatch(r -> r.hasRelease() && r.getRelease().getFence() == 41));
        given().get("/v1/rollouts/" + rollout)
                .then()
                .statusCode(200)
                .body("state", equalTo("finished"))
                .body("counts.committed", equalTo(1));
        given().contentType("application/json")
                .body("{\"reason\":\"too late\"}")
                .post("/v1/rollouts/" + rollout + "/pause")
                .then()
                .statusCode(409)
                .body("currentState", equalTo("finished"));
        given().get("/v1/vehicles/releases").then().body("vehicles[0].releaseId", equalTo("city-reflex@1.1.0"));
    }

    private void update(String rollout, UpdateState state) {
        boolean committed = state == UpdateState.UPDATE_STATE_COMMITTED;
        send(
                Topics.VEHICLE_EVENTS,
                VehicleEvent.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setVehicleId("car-1")
                        .setUpdate(UpdateChanged.newBuilder()
                                .setRolloutId(rollout)
                                .setReleaseId("city-reflex@1.1.0")
                                .setState(state)
                                .setRunningReleaseId(committed ? "city-reflex@1.1.0" : "city-reflex@1.0.0")));
    }

    private void send(Topics.Topic topic, MessageLite.Builder message) {
        List<Exception> failures = new ArrayList<>();
        kafka.producer()
                .send(
                        new ProducerRecord<>(
                                topic.name(), "car-1", message.build().toByteArray()),
                        (_, e) -> {
                            if (e != null) {
                                failures.add(e);
                            }
                        });
        kafka.producer().flush();
        assertThat(failures).isEmpty();
    }

    @Test
    @Order(5)
    void whatACarDidNotBelieveIsAudited() {
        send(
                Topics.VEHICLE_EVENTS,
                VehicleEvent.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setVehicleId("car-1")
                        .setUpdate(UpdateChanged.newBuilder()
                                .setState(UpdateState.UPDATE_STATE_FAILED)
                                .setCode("director.wrong-vehicle")
                                .setDetail("meant for car-2")
                                .setRunningReleaseId("city-reflex@1.1.0")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sql.list(
                                "select reason from audit_entry where action = 'vehicle.update-refused' and subject = 'car-1'",
                                row -> row.getString(1)))
                        .containsExactly("director.wrong-vehicle: meant for car-2"));
    }

    @Test
    @Order(6)
    @TestSecurity(user = "ada", roles = "release-manager")
    void whatACarRemovesOfAStoppedRolloutIsAuditedAndOver() {
        String rollout = given().contentType("application/json")
                .body("{\"releaseId\":\"city-reflex@1.1.0\",\"vehicleIds\":[\"car-1\"]}")
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
        update(rollout, UpdateState.UPDATE_STATE_STAGED);
        await().atMost(PATIENCE).untilAsserted(() -> firstCar(rollout, "staged"));
        given().contentType("application/json")
                .body("{\"reason\":\"too soon\"}")
                .post("/v1/rollouts/" + rollout + "/stop")
                .then()
                .statusCode(200);
        assertThat(sql.list(
                        "select release_id from director_vehicle where vehicle_id = 'car-1'", row -> row.getString(1)))
                .containsExactly("");
        update(rollout, UpdateState.UPDATE_STATE_WITHDRAWN);
        update(rollout, UpdateState.UPDATE_STATE_WITHDRAWN);
        await().atMost(PATIENCE).untilAsserted(() -> firstCar(rollout, "cancelled"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sql.list(
                                "select actor from audit_entry where action = 'vehicle.update-withdrawn'"
                                        + " and subject = 'city-reflex@1.1.0'",
                                row -> row.getString(1)))
                        .contains("car-1"));
    }

    private static void firstCar(String rollout, String state) {
        given().get("/v1/rollouts/" + rollout).then().body("vehicles[0].state", equalTo(state));
    }

    @Test
    @Order(7)
    @TestSecurity(user = "ada", roles = "release-manager")
    void aRevokedReleaseIsRolledOutToNobody() {
        given().contentType("application/json")
                .body("{\"reason\":\"brakes late\"}")
                .post("/v1/releases/city-reflex@1.1.0/revoke")
                .then()
                .statusCode(200);
        given().contentType("application/json")
                .body("{\"releaseId\":\"city-reflex@1.1.0\",\"vehicleIds\":[\"car-1\"]}")
                .post("/v1/rollouts")
                .then()
                .statusCode(409)
                .body("code", equalTo("release.revoked"));
    }
}
