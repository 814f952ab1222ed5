package robotaxi.incident.retention.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.custody.Sha256;
import robotaxi.incident.IncidentStack;
import robotaxi.incident.TestCar;
import robotaxi.incident.custody.CustodyLog;
import robotaxi.incident.custody.adapter.PostgresCustody;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.retention.KeepEvidence;
import robotaxi.incident.retention.Retentions;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.problem.FleetException;
import robotaxi.testkit.TestCertificates;

/** Holds by one, releases by two, and what is left of evidence whose time is over. */
@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class RetentionStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final Instant muchLater = Instant.now().plus(Duration.ofDays(31));

    TestCertificates certificates;

    @TestHTTPResource(value = "/", tls = true)
    URI vehiclePort;

    @Inject
    KafkaClients kafka;

    @Inject
    KeepEvidence keeper;

    @Inject
    Incidents incidents;

    @Inject
    Retentions retentions;

    @Inject
    CustodyLog custody;

    @Inject
    PostgresCustody chain;

    @Inject
    RetentionSweep sweep;

    @Inject
    Blobs blobs;

    @Inject
    Ids ids;

    private String incident(String vehicleId, byte[] clip) throws Exception {
        var car = new TestCar(vehicleId, certificates, vehiclePort);
        car.upload(vehicleId + "/safety/1", clip);
        car.brake(kafka, vehicleId + "/safety/1", (vehicleId + " still").getBytes(UTF_8));
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/incidents?vehicleId=" + vehicleId)
                        .then()
                        .body("incidents", hasSize(1)));
        return given().get("/v1/incidents?vehicleId=" + vehicleId).path("incidents[0].incidentId");
    }

    private static ValidatableResponse act(String id, String act, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/incidents/" + id + "/evidence/" + act)
                .then();
    }

    /** The same keeper, a month from now. */
    private KeepEvidence later() {
        return new KeepEvidence(incidents, retentions, custody, _ -> false, InstantSource.fixed(muchLater), ids::next);
    }

    private List<String> sweepLater(String id) {
        return QuarkusTransaction.requiringNew().call(() -> later().sweep(id));
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void whatIsHeldStaysUntilTwoPeopleLetItGoAndThenOnlyTheProofIsLeft() throws Exception {
        byte[] clip = TestCar.clip("of the car that is held".getBytes(UTF_8));
        String id = incident("car-hold", clip);
        ContentHash hash = new ContentHash(Sha256.of(clip));
        given().get("/v1/incidents/" + id + "/evidence").then().body("retention.class", equalTo("edge-case"));
        act(id, "retention", "{\"class\":\"routine\"}").statusCode(422).body("code", equalTo("evidence.malformed"));
        act(id, "retention", "{\"class\":\"for ever\",\"reason\":\"x\"}").statusCode(422);
        act(id, "retention", "{\"class\":\"routine\",\"reason\":\"a bag\"}")
                .statusCode(200)
                .body("retention.class", equalTo("routine"))
                .body("retention.chosenBy", equalTo("ada"));
        act(id, "hold", "{}").statusCode(422);
        act(id, "approve-release", "{}").statusCode(409).body("code", equalTo("evidence.not-held"));
        act(id, "hold", "{\"reason\":\"a claim\"}").statusCode(200).body("hold.state", equalTo("held"));
        act(id, "hold", "{\"reason\":\"again\"}").statusCode(409).body("code", equalTo("evidence.held"));

        assertThat(sweepLater(id)).isEmpty();
        assertThatThrownBy(
                        () -> QuarkusTransaction.requiringNew().run(() -> retentions.bury(id, hash.hex(), muchLater)))
                .rootCause()
                .hasMessageContaining("the incident is held");

        act(id, "request-release", "{\"reason\":\"settled\"}")
                .statusCode(200)
                .body("hold.state", equalTo("release-requested"))
                .body("hold.requestedBy", equalTo("ada"));
        act(id, "approve-release", "{}")
                .statusCode(409)
                .body("code", equalTo("evidence.same-person"))
                .body("currentState", equalTo("release-requested"));
        QuarkusTransaction.requiringNew().run(() -> keeper.approveRelease(id, "bob"));
        given().get("/v1/incidents/" + id + "/evidence")
                .then()
                .body("hold.state", equalTo("released"))
                .body("hold.releasedBy", equalTo("bob"));

        assertThat(sweepLater(id)).hasSize(2).contains(hash.hex());
        sweep.sweep();
        assertThat(blobs.find(hash)).isEmpty();
        given().get("/v1/incidents/" + id + "/clip").then().statusCode(404);
        given().get("/v1/incidents/" + id + "/evidence")
                .then()
                .body("blobs", empty())
                .body("chain", equalTo("intact"))
                .body("entries.findAll { it.act == 'deleted' }", hasSize(2))
                .body(
                        "entries.find { it.act == 'deleted' && it.blobSha256 == '" + hash.hex() + "' }.actor",
                        equalTo("retention"));
        assertThat(sweepLater(id)).isEmpty();
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void aContentThatAnotherIncidentStillHasStaysThere() throws Exception {
        byte[] clip = TestCar.clip("of two cars".getBytes(UTF_8));
        String one = incident("car-twin-1", clip);
        String two = incident("car-twin-2", clip);
        act(one, "retention", "{\"class\":\"routine\",\"reason\":\"a bag\"}").statusCode(200);

        assertThat(sweepLater(one)).contains(Sha256.of(clip));
        sweep.sweep();

        assertThat(blobs.find(new ContentHash(Sha256.of(clip)))).isPresent();
        given().get("/v1/incidents/" + two + "/clip").then().statusCode(200);
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void ofAHoldAndASweepAtOnceOneComesFirst() throws Exception {
        for (int i = 0; i < 10; i++) {
            String car = "car-race-" + i;
            String id = incident(car, TestCar.clip(car.getBytes(UTF_8)));
            act(id, "retention", "{\"class\":\"routine\",\"reason\":\"a bag\"}").statusCode(200);
            var holding = CompletableFuture.runAsync(
                    () -> QuarkusTransaction.requiringNew().run(() -> keeper.hold(id, "a claim", "bob")));
            var sweeping = CompletableFuture.supplyAsync(() -> sweepLater(id));
            holding.join();

            List<String> gone = sweeping.join();
            List<String> acts = chain.ofIncident(id).stream()
                    .map(PostgresCustody.Kept::act)
                    .filter(act -> act.equals("held") || act.equals("deleted"))
                    .toList();
            // Either the hold came first and nothing went, or all went before the hold.
            assertThat(acts).isIn(List.of("held"), List.of("deleted", "deleted", "held"));
            assertThat(gone).hasSize(acts.size() - 1);
        }
    }

    @Test
    void anIncidentThatIsNoneCannotBeHeld() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> keeper.hold("none", "x", "ada")))
                .isInstanceOf(FleetException.class);
    }
}
