package robotaxi.ota.rollout.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.TestReleases;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.SteerRollouts;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SigningKey;

/** A rollout in waves over REST and PostgreSQL: gates, approvals, waves, thresholds. */
@QuarkusTest
@TestProfile(StagedRolloutApiTest.OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "release-manager")
class StagedRolloutApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CARS = 20;

    SigningKey snapshotKey;
    SigningKey timestampKey;
    SigningKey evidenceKey;

    @Inject
    Fleet fleet;

    @Inject
    FollowVehicles vehicles;

    @Inject
    SteerRollouts steer;

    @Inject
    UserTransaction transaction;

    private TestReleases releases;

    /** A database of its own. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_staged");
        }
    }

    @BeforeEach
    void trust() {
        if (releases == null) {
            releases = new TestReleases(snapshotKey, timestampKey);
        }
    }

    /** So many cars of a kind that only they are of, and a release for it. */
    private String release(String hardware) {
        for (int i = 0; i < CARS; i++) {
            fleet.register(hardware + "-" + i, hardware);
        }
        return releases.publish("model-" + hardware, "1", hardware + ".zip", hardware.getBytes(StandardCharsets.UTF_8));
    }

    private static String hardware() {
        return "h" + UUID.randomUUID().toString().replace("-", "");
    }

    private static ValidatableResponse prepare(String release, int failurePercent) {
        return given().contentType("application/json")
                .body(Map.of(
                        "releaseId",
                        release,
                        "course",
                        Map.of(
                                "wavePercents",
                                List.of(10, 50, 100),
                                "successPercent",
                                100,
                                "failurePercent",
                                failurePercent)))
                .post("/v1/rollouts")
                .then();
    }

    private ValidatableResponse show(String release, String kind, String verdict, SigningKey key) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("release", release)
                .put("kind", kind)
                .put("verdict", verdict)
                .put("drive", UUID.randomUUID().toString());
        return given().contentType("application/json")
                .body(SignedDocument.sign(document, key))
                .post("/v1/releases/" + release + "/evidence")
                .then();
    }

    private static ValidatableResponse act(String rollout, String act) {
        return given().contentType("application/json")
                .body("{\"reason\": \"test\"}")
                .post("/v1/rollouts/" + rollout + "/" + act)
                .then();
    }

    private String started(String release, int failurePercent) throws Exception {
        show(release, "simulation", "pass", evidenceKey).statusCode(200);
        show(release, "shadow", "pass", evidenceKey).statusCode(200);
        String rollout = prepare(release, failurePercent)
                .statusCode(201)
                .body("state", equalTo("approval"))
                .extract()
                .path("rolloutId");
        act(rollout, "approve").statusCode(409).body("code", equalTo("rollout.own-approval"));
        act(rollout, "start").statusCode(409).body("code", equalTo("rollout.not-approved"));
        for (String person : List.of("ben", "cem")) {
            inTransaction(() -> steer.approve(new RolloutId(rollout), person));
        }
        act(rollout, "start").statusCode(200).body("approvers", equalTo(List.of("ben", "cem")));
        return rollout;
    }

    private void inTransaction(Runnable work) throws Exception {
        transaction.begin();
        work.run();
        transaction.commit();
    }

    private static List<String> cars(String rollout, String state) {
        return given().get("/v1/rollouts/" + rollout)
                .then()
                .statusCode(200)
                .extract()
                .path("vehicles.findAll { it.state == '" + state + "' }.vehicleId");
    }

    private void report(String rollout, List<String> cars, VehicleState state) throws Exception {
        for (String car : cars) {
            inTransaction(() -> assertThat(vehicles.report(new RolloutId(rollout), car, state, "", ""))
                    .isTrue());
        }
    }

    @Test
    void evidenceCountsBySignatureAloneAndTheNewestOfItsKind() {
        String release = release(hardware());
        String rollout = prepare(release, 5)
                .statusCode(201)
                .body("state", equalTo("simulation-gate"))
                .body("counts.eligible", equalTo(CARS))
                .extract()
                .path("rolloutId");
        show(release, "simulation", "pass", SigningKey.generate())
                .statusCode(422)
                .body("code", equalTo("evidence.not-signed"));
        show(release, "simulation", "perhaps", evidenceKey).statusCode(422).body("code", equalTo("evidence.malformed"));
        given().contentType("application/json")
                .body("{}")
                .post("/v1/releases/" + release + "/evidence")
                .then()
                .statusCode(422);
        show(release, "simulation", "pass", evidenceKey).statusCode(200).body("evidence", hasSize(1));
        state(rollout, "shadow");
        show(release, "shadow", "fail", evidenceKey).statusCode(200);
        state(rollout, "shadow");
        show(release, "shadow", "pass", evidenceKey).statusCode(200).body("evidence", hasSize(3));
        state(rollout, "approval");
        prepare(release, 5).statusCode(409).body("code", equalTo("rollout.too-few-vehicles"));
    }

    private static void state(String rollout, String state) {
        given().get("/v1/rollouts/" + rollout).then().body("state", equalTo(state));
    }

    @Test
    void wavesFollowEachOtherToTheWholeFleet() throws Exception {
        String rollout = started(release(hardware()), 10);
        for (int reached : List.of(2, 10, CARS)) {
            await().atMost(PATIENCE)
                    .until(() -> cars(rollout, "offered").size()
                                    + cars(rollout, "committed").size()
                            == reached);
            report(rollout, cars(rollout, "offered"), VehicleState.COMMITTED);
        }
        await().atMost(PATIENCE).untilAsserted(() -> state(rollout, "finished"));
    }

    @Test
    void aFailureBeyondTheThresholdHoldsItAndThePeopleDecide() throws Exception {
        String rollout = started(release(hardware()), 10);
        List<String> canary = cars(rollout, "offered");
        assertThat(canary).hasSize(2);
        report(rollout, canary.subList(0, 1), VehicleState.FAILED);
        await().atMost(PATIENCE).untilAsserted(() -> state(rollout, "paused"));
        given().get("/v1/rollouts/" + rollout).then().body("stage", equalTo("canary"));
        act(rollout, "stop").statusCode(200);
        state(rollout, "stopped");
    }
}
