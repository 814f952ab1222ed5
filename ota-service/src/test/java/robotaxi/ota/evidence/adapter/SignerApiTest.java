package robotaxi.ota.evidence.adapter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.TestReleases;
import robotaxi.ota.evidence.RevokeSigners;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.SteerRollouts;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SigningKey;

/** A key that signs evidence is revoked, over REST and PostgreSQL. */
@QuarkusTest
@TestProfile(SignerApiTest.OwnDatabase.class)
@TestSecurity(user = "ada", roles = "release-manager")
class SignerApiTest {
    SigningKey snapshotKey;
    SigningKey timestampKey;
    SigningKey evidenceKey;

    @Inject
    Fleet fleet;

    @Inject
    RevokeSigners revoke;

    @Inject
    SteerRollouts steer;

    @Inject
    UserTransaction transaction;

    /** A database of its own: what is revoked here counts nowhere any more. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_signers");
        }
    }

    private ValidatableResponse show(String release, String kind) {
        var document = JsonNodeFactory.instance
                .objectNode()
                .put("release", release)
                .put("kind", kind)
                .put("verdict", "pass");
        return given().contentType("application/json")
                .body(SignedDocument.sign(document, evidenceKey))
                .post("/v1/releases/" + release + "/evidence")
                .then();
    }

    private static ValidatableResponse prepare(String release) {
        return post("/v1/rollouts", Map.of("releaseId", release, "course", Map.of("wavePercents", List.of(100))))
                .statusCode(201);
    }

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    private void asAnother(Runnable act) throws Exception {
        transaction.begin();
        act.run();
        transaction.commit();
    }

    @Test
    void whatARevokedKeySignedOpensNoGate() throws Exception {
        String key = evidenceKey.publicKey().keyId();
        String signer = "/v1/evidence-signers/" + key;
        List.of("car-1", "car-2").forEach(car -> fleet.register(car, "sim-cpu"));
        String release = new TestReleases(snapshotKey, timestampKey)
                .publish("m", "1", "sim-cpu.zip", "bytes".getBytes(StandardCharsets.UTF_8));
        show(release, "simulation").statusCode(200).body("evidence[0].signerRevoked", equalTo(false));
        show(release, "shadow").statusCode(200);
        String rollout =
                prepare(release).body("state", equalTo("approval")).extract().path("rolloutId");
        for (String person : List.of("ben", "cem")) {
            asAnother(() -> steer.approve(new RolloutId(rollout), person));
        }

        post("/v1/evidence-signers/none/revoke", Map.of("reason", "lost"))
                .statusCode(404)
                .body("code", equalTo("evidence.signer-unknown"));
        post(signer + "/revoke", Map.of("reason", " ")).statusCode(422).body("code", equalTo("evidence.malformed"));
        post(signer + "/approve", Map.of()).statusCode(409).body("currentState", equalTo("trusted"));
        post(signer + "/revoke", Map.of("reason", "its machine was stolen"))
                .statusCode(200)
                .body("state", equalTo("doubted"));
        post(signer + "/approve", Map.of()).statusCode(409).body("code", equalTo("evidence.own-approval"));
        post(signer + "/keep", Map.of("reason", "it was found")).statusCode(200).body("state", equalTo("trusted"));
        post(signer + "/revoke", Map.of("reason", "its machine was stolen")).statusCode(200);
        asAnother(() -> revoke.approve(key, "ben"));
        show(release, "simulation").statusCode(200);
        asAnother(() -> revoke.approve(key, "cem"));

        given().get("/v1/evidence-signers")
                .then()
                .body("signers.state", contains("revoked"))
                .body("signers[0].keyId", equalTo(key))
                .body("signers[0].reason", equalTo("its machine was stolen"))
                .body("signers[0].doubtedBy", equalTo("ada"))
                .body("signers[0].approvers", contains("ben", "cem"));
        show(release, "simulation").statusCode(422).body("code", equalTo("evidence.not-signed"));
        given().get("/v1/releases/" + release + "/evidence")
                .then()
                .body("evidence.signerRevoked", contains(true, true));
        post("/v1/rollouts/" + rollout + "/start", Map.of())
                .statusCode(409)
                .body("code", equalTo("rollout.evidence-missing"))
                .body("currentState", equalTo("approval"));
        post("/v1/rollouts/" + rollout + "/stop", Map.of()).statusCode(200);
        prepare(release).body("state", equalTo("simulation-gate"));
        given().get("/v1/audit?subject=" + key).then().body("entries.action", hasItems("signer.doubt", "signer.keep"));
    }
}
