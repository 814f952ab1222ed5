package robotaxi.ota.shadow.adapter;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.ShadowCompared;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.kit.events.KafkaClients;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.TestReleases;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SigningKey;

/** From what cars tell of a shadow over Kafka to the gate that it opens. */
@QuarkusTest
@TestProfile(ShadowTest.OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "release-manager")
class ShadowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    SigningKey snapshotKey;
    SigningKey timestampKey;
    SigningKey evidenceKey;

    @Inject
    KafkaClients kafka;

    @Inject
    Fleet fleet;

    private TestReleases releases;

    /** A database of its own, and a gate that what cars saw may open. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_shadow");
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ota.shadow.opens-gate", "true", "ota.shadow.least-moments", "300");
        }
    }

    @BeforeEach
    void trust() {
        if (releases == null) {
            releases = new TestReleases(snapshotKey, timestampKey);
        }
    }

    @Test
    void whatCarsSawIsSummedOnceAndOpensTheGateWhenItIsEnough() {
        String release = release();
        String rollout = prepare(release);
        simulated(release);
        state(rollout, "shadow");

        String first = tell(release, "43.73,7.42", 200, 0.5);
        tellAgain(first, release, "43.73,7.42", 200, 0.5);
        await().atMost(PATIENCE)
                .untilAsserted(() -> shadow(release)
                        .body("total.moments", equalTo(200))
                        .body("missing", hasSize(1))
                        .body("total.averageErrors", equalTo(List.of(200, 0, 0, 0, 0, 0, 0))));
        state(rollout, "shadow");

        tell(release, "43.74,7.42", 150, 0.5);

        await().atMost(PATIENCE).untilAsserted(() -> state(rollout, "approval"));
        shadow(release).body("places", hasSize(2)).body("missing", hasSize(0)).body("total.moments", equalTo(350));
    }

    @Test
    void aShadowThatDrivesOtherwiseOpensNothingHoweverMuchIsSeen() {
        String release = release();
        String rollout = prepare(release);
        simulated(release);

        tell(release, "43.73,7.42", 1_000, 9);

        await().atMost(PATIENCE).untilAsserted(() -> shadow(release).body("total.moments", equalTo(1_000)));
        state(rollout, "shadow");
    }

    private String release() {
        String hardware = "h" + UUID.randomUUID().toString().replace("-", "");
        for (int i = 0; i < 5; i++) {
            fleet.register(hardware + "-" + i, hardware);
        }
        return releases.publish("model-" + hardware, "1", hardware + ".zip", hardware.getBytes(StandardCharsets.UTF_8));
    }

    private static String prepare(String release) {
        return given().contentType("application/json")
                .body(Map.of(
                        "releaseId",
                        release,
                        "course",
                        Map.of("wavePercents", List.of(50, 100), "successPercent", 100, "failurePercent", 10)))
                .post("/v1/rollouts")
                .then()
                .extract()
                .path("rolloutId");
    }

    private void simulated(String release) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("release", release)
                .put("kind", "simulation")
                .put("verdict", "pass")
                .put("drive", UUID.randomUUID().toString());
        given().contentType("application/json")
                .body(SignedDocument.sign(document, evidenceKey))
                .post("/v1/releases/" + release + "/evidence")
                .then()
                .statusCode(200);
    }

    private static void state(String rollout, String state) {
        given().get("/v1/rollouts/" + rollout).then().statusCode(200).body("state", equalTo(state));
    }

    private static ValidatableResponse shadow(String release) {
        return given().get("/v1/releases/" + release + "/shadow").then().statusCode(200);
    }

    private String tell(String release, String cell, int moments, double errorMetres) {
        String eventId = UUID.randomUUID().toString();
        tellAgain(eventId, release, cell, moments, errorMetres);
        return eventId;
    }

    private void tellAgain(String eventId, String release, String cell, int moments, double errorMetres) {
        VehicleEvent event = VehicleEvent.newBuilder()
                .setEventId(eventId)
                .setVehicleId("car-1")
                .setShadow(ShadowCompared.newBuilder()
                        .setActiveReleaseId("city-reflex@1.1.0")
                        .setCandidateReleaseId(release)
                        .setCandidateManifestSha256("00")
                        .setCell(cell)
                        .setMoments(moments)
                        .addAllAverageErrors(List.of(moments, 0, 0, 0, 0, 0, 0))
                        .addAllFinalErrors(List.of(0, moments, 0, 0, 0, 0, 0))
                        .setAverageErrorSumMetres(errorMetres * moments)
                        .setSameIntent(moments))
                .build();
        kafka.producer().send(new ProducerRecord<>(Topics.VEHICLE_EVENTS.name(), "car-1", event.toByteArray()));
    }
}
