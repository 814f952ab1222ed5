package robotaxi.ota.record.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.TestReleases;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.SteerRollouts;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SigningKey;

/** What a car's record says after an update that went wrong. */
@QuarkusTest
@TestProfile(VehicleRecordTest.OwnDatabase.class)
@TestSecurity(user = "ada", roles = "release-manager")
class VehicleRecordTest {
    private static final String CAR = "record-1";

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
    Sql sql;

    @Inject
    UserTransaction transaction;

    /** A database of its own. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_record");
        }
    }

    @Test
    void saysWhatRanWhoApprovedWhatWasShownAndHowItEnded() throws Exception {
        given().get("/v1/vehicles/nobody/record").then().statusCode(404).body("code", equalTo("vehicle.unknown"));
        Instant before = Instant.parse("2026-11-01T00:00:00Z");
        Instant later = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);
        fleet.register(CAR, "record-board");
        fleet.running(CAR, "old@1", before);
        fleet.running(CAR, "old@1", before.plusSeconds(60));
        String release = new TestReleases(snapshotKey, timestampKey)
                .publish("record-model", "1", "record-board.zip", "weights".getBytes(StandardCharsets.UTF_8));
        show(release, "simulation");
        show(release, "shadow");
        String rollout = given().contentType("application/json")
                .body(Map.of("releaseId", release, "course", Map.of("wavePercents", List.of(100))))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
        for (String person : List.of("ben", "cem")) {
            inTransaction(() -> steer.approve(new RolloutId(rollout), person));
        }
        given().contentType("application/json")
                .body(Map.of("reason", "test"))
                .post("/v1/rollouts/" + rollout + "/start")
                .then()
                .statusCode(200);
        report(rollout, VehicleState.TRIAL, "");
        target("trial", "");
        fleet.running(CAR, release, later);
        given().get("/v1/vehicles/targets").then().statusCode(200).body("targets.vehicleId", not(hasItem(CAR)));
        report(rollout, VehicleState.ROLLED_BACK, "self-check.failed");
        fleet.running(CAR, "old@1", later.plusSeconds(60));

        target("rolled-back", "self-check.failed");
        String updates = "updates[0].";
        given().get("/v1/vehicles/" + CAR + "/record")
                .then()
                .statusCode(200)
                .body("hardwareId", equalTo("record-board"))
                .body("runs.releaseId", contains("old@1", release, "old@1"))
                .body("runs[0].until", equalTo(later.toString()))
                .body("runs[2].until", nullValue())
                .body("updates", hasSize(1))
                .body(updates + "releaseId", equalTo(release))
                .body(updates + "replaced", equalTo("old@1"))
                .body(updates + "restored", equalTo(true))
                .body(updates + "startedBy", equalTo("ada"))
                .body(updates + "approvedBy", contains("ben", "cem"))
                .body(updates + "evidence.kind", contains("simulation", "shadow"))
                .body(updates + "files[0].sha256", notNullValue())
                .body(updates + "files[0].lengthBytes", equalTo(7))
                .body(updates + "steps.state", contains("offered", "trial", "rolled-back"))
                .body(updates + "steps[2].code", equalTo("self-check.failed"));
        assertThatThrownBy(() -> sql.write("delete from vehicle_run where vehicle_id = ?", CAR))
                .rootCause()
                .hasMessageContaining("append-only");
    }

    @Test
    void aCarThatHasSaidNothingHasAnEmptyRecord() {
        fleet.register("record-2", "another-board");
        given().get("/v1/vehicles/record-2/record")
                .then()
                .statusCode(200)
                .body("runs", empty())
                .body("updates", empty());
    }

    private static void target(String state, String code) {
        String mine = "targets.find { it.vehicleId == '" + CAR + "' }.";
        given().get("/v1/vehicles/targets")
                .then()
                .statusCode(200)
                .body(mine + "releaseId", equalTo("record-model@1"))
                .body(mine + "state", equalTo(state))
                .body(mine + "code", equalTo(code));
    }

    private void show(String release, String kind) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("release", release)
                .put("kind", kind)
                .put("verdict", "pass");
        given().contentType("application/json")
                .body(SignedDocument.sign(document, evidenceKey))
                .post("/v1/releases/" + release + "/evidence")
                .then()
                .statusCode(200);
    }

    private void report(String rollout, VehicleState state, String code) throws Exception {
        inTransaction(() -> assertThat(vehicles.report(new RolloutId(rollout), CAR, state, code, ""))
                .isTrue());
    }

    private void inTransaction(Runnable work) throws Exception {
        transaction.begin();
        work.run();
        transaction.commit();
    }
}
