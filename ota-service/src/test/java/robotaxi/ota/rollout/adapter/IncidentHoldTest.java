package robotaxi.ota.rollout.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

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
import robotaxi.contracts.incident.v1.IncidentEvent;
import robotaxi.kit.events.KafkaClients;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.TestReleases;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.SigningKey;

/** What the incident service tells over Kafka holds rollouts; what people then do, over REST. */
@QuarkusTest
@TestProfile(IncidentHoldTest.OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "release-manager")
class IncidentHoldTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    SigningKey snapshotKey;
    SigningKey timestampKey;

    @Inject
    Fleet fleet;

    @Inject
    KafkaClients kafka;

    @Inject
    Sql sql;

    private TestReleases releases;

    /** A database of its own. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_incidents");
        }
    }

    @BeforeEach
    void trust() {
        if (releases == null) {
            releases = new TestReleases(snapshotKey, timestampKey);
        }
    }

    /** A rollout to one car of its own kind. */
    private String started(String hardware) {
        fleet.register(hardware + "-car", hardware);
        String release = releases.publish(
                "model-" + hardware, "1", hardware + ".zip", hardware.getBytes(StandardCharsets.UTF_8));
        return given().contentType("application/json")
                .body(Map.of("releaseId", release, "vehicleIds", List.of(hardware + "-car")))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
    }

    private static String hardware() {
        return "h" + UUID.randomUUID().toString().replace("-", "");
    }

    private static IncidentEvent.Builder incident(String hardware, int severity) {
        return IncidentEvent.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setIncidentId("incident-" + hardware)
                .setState("captured")
                .setChange("opened")
                .setVehicleId(hardware + "-car")
                .setKind("collision")
                .setSeverity(severity)
                .setReleaseId("model-" + hardware + "@1");
    }

    private void tell(IncidentEvent event) {
        kafka.producer()
                .send(new ProducerRecord<>(Topics.INCIDENT_EVENTS.name(), event.getIncidentId(), event.toByteArray()));
        kafka.producer().flush();
    }

    /** All that was told before is dealt with: the events of one incident are in one order. */
    private void settled(String hardware) {
        String marker = UUID.randomUUID().toString();
        tell(incident(hardware, 1).setEventId(marker).setReleaseId("none@1").build());
        await().atMost(PATIENCE)
                .until(() -> !sql.list("select 1 from handled_event where event_id = ?", row -> row.getInt(1), marker)
                        .isEmpty());
    }

    private static ValidatableResponse rollout(String id) {
        return given().get("/v1/rollouts/" + id).then().statusCode(200);
    }

    private static ValidatableResponse resume(String id, String reason) {
        return given().contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/v1/rollouts/" + id + "/resume")
                .then();
    }

    private List<String> audited(String id) {
        return sql.list(
                "select actor || ' ' || reason from audit_entry where action = 'rollout.pause' and subject = ?",
                row -> row.getString(1),
                id);
    }

    @Test
    void aGraveIncidentHoldsTheRolloutOfItsReleaseUntilAPersonSaysWhyNot() {
        String hardware = hardware();
        String rollout = started(hardware);
        String other = started(hardware());
        IncidentEvent opened = incident(hardware, 1).build();
        tell(opened);
        await().atMost(PATIENCE).untilAsserted(() -> rollout(rollout).body("state", equalTo("paused")));
        rollout(rollout)
                .body("heldFor", hasSize(1))
                .body("heldFor[0].incidentId", equalTo("incident-" + hardware))
                .body("heldFor[0].vehicleId", equalTo(hardware + "-car"))
                .body("heldFor[0].kind", equalTo("collision"))
                .body("changes[0].state", equalTo("paused"))
                .body("changes[0].actor", equalTo("ota"))
                .body("changes[0].detail", startsWith("severity-1 incident incident-" + hardware));
        rollout(other).body("state", equalTo("running")).body("heldFor", hasSize(0));
        assertThat(audited(rollout)).hasSize(1).allMatch(line -> line.startsWith("ota severity-1 incident"));

        resume(rollout, "").statusCode(422).body("code", equalTo("rollout.reason-needed"));
        resume(rollout, "the other car ran a red light").statusCode(200).body("state", equalTo("running"));
        rollout(rollout)
                .body("heldFor", hasSize(0))
                .body("changes.state", contains("running", "paused", "running"))
                .body("changes[0].detail", equalTo("the other car ran a red light"));

        // The same event once more, and a later one of the same incident.
        tell(opened);
        tell(incident(hardware, 1).setChange("evidence-complete").build());
        settled(hardware);
        rollout(rollout).body("state", equalTo("running"));
        assertThat(audited(rollout)).hasSize(1);
    }

    @Test
    void aSeverityThatIsRaisedHoldsAndOneThatIsLoweredLetsNothingGoOn() {
        String hardware = hardware();
        String rollout = started(hardware);
        tell(incident(hardware, 2).build());
        tell(incident(hardware, 0).build());
        tell(incident(hardware, 1).setReleaseId("").build());
        tell(incident(hardware, 1).setState("closed").build());
        settled(hardware);
        rollout(rollout).body("state", equalTo("running"));
        tell(incident(hardware, 1).setState("triaged").setChange("triaged").build());
        await().atMost(PATIENCE).untilAsserted(() -> rollout(rollout).body("state", equalTo("paused")));
        tell(incident(hardware, 3).setState("triaged").setChange("triaged").build());
        settled(hardware);
        rollout(rollout).body("state", equalTo("paused")).body("heldFor", hasSize(1));
    }
}
