package robotaxi.ota.ddi.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import robotaxi.ota.TestReleases;
import robotaxi.ota.store.adapter.Sql;
import robotaxi.ota.trust.SigningKey;

/** Devices that ask for themselves, when the release that they have or get is taken back. */
@QuarkusTest
@TestProfile(DdiRollBackTest.OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "release-manager")
class DdiRollBackTest {
    private static final String HARDWARE = "board-1";
    private static final Map<String, Object> AT_LEISURE = Map.of(
            "manner",
            "soft",
            "consentNeeded",
            true,
            "window",
            Map.of("schedule", "0 0 4 1 1 ? 2099", "duration", "01:00:00"));

    SigningKey snapshotKey;
    SigningKey timestampKey;

    @Inject
    Sql sql;

    private TestReleases releases;
    private int version;

    /** Another database than the other tests of the interface. */
    public static class OwnDatabase extends DdiProfile {
        public OwnDatabase() {
            super("ota_ddi_back");
        }
    }

    @BeforeEach
    void trust() {
        if (releases == null) {
            releases = new TestReleases(snapshotKey, timestampKey);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private String release() {
        String next = "1." + ++version;
        return releases.publish("city-os", next, HARDWARE + ".swu", next.getBytes(StandardCharsets.US_ASCII));
    }

    private static Device device() {
        Device device = Device.registered("dev-" + UUID.randomUUID(), HARDWARE);
        soon().until(() -> device.poll().extract().statusCode() == 200);
        return device;
    }

    private static String started(Device device, String release, Map<String, Object> terms) {
        return given().contentType("application/json")
                .body(new HashMap<>(
                        Map.of("releaseId", release, "vehicleIds", List.of(device.id()), "deviceTerms", terms)))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
    }

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

    private static void closed(Device device, String path, String result, int status) {
        device.says(path + "/feedback", "closed", result, "over").statusCode(status);
    }

    /** Has the device install a release; answers the path of the action. */
    private static String installed(Device device, String release) {
        started(device, release, Map.of());
        String update = linked(device, "deploymentBase");
        device.get(update).statusCode(200);
        closed(device, update, "success", 200);
        soon().until(() -> device.linked("deploymentBase") == null);
        return update;
    }

    private static ValidatableResponse act(String rollout, String act) {
        return given().contentType("application/json")
                .body(Map.of("reason", "it brakes at shadows"))
                .post("/v1/rollouts/" + rollout + "/" + act)
                .then()
                .statusCode(200);
    }

    private static void stands(String rollout, String state, String vehicleState) {
        soon().untilAsserted(() -> given().get("/v1/rollouts/" + rollout)
                .then()
                .body("state", equalTo(state))
                .body("vehicles[0].state", equalTo(vehicleState)));
    }

    /** The action that brings the older release, and no other. */
    private static String wayBack(Device device, String release, String otherThan) {
        List<String> found = new ArrayList<>();
        soon().until(() -> {
            String link = linked(device, "deploymentBase");
            found.add(link);
            return !link.equals(otherThan);
        });
        String back = found.getLast();
        device.get(back)
                .statusCode(200)
                .body("deployment.update", equalTo("forced"))
                .body("deployment.maintenanceWindow", nullValue())
                .body("deployment.chunks[0].version", equalTo(release.substring(release.indexOf('@') + 1)));
        return back;
    }

    @Test
    void aDeviceThatRunsTheReleaseGetsTheOneBeforeAsANewAction() {
        String before = release();
        String worse = release();
        Device device = device();
        installed(device, before);
        String rollout = started(device, worse, AT_LEISURE);
        String consent = linked(device, "confirmationBase");
        device.posts(consent + "/feedback", "{\"confirmation\": \"confirmed\"}").statusCode(200);
        String update = linked(device, "deploymentBase");
        device.get(update).statusCode(200).body("deployment.update", equalTo("skip"));
        closed(device, update, "success", 200);
        stands(rollout, "finished", "committed");
        // A newer release has become general meanwhile.
        sql.write("update release set state = 'superseded' where id = ?", before);

        act(rollout, "roll-back").body("state", equalTo("rolling-back"));
        String back = wayBack(device, before, update);
        closed(device, update, "success", 410);
        assertThat(device.linked("installedBase")).isNull();
        String href = device.get(back).extract().path("deployment.chunks[0].artifacts[0]._links.download-http.href");
        device.asks()
                .accept("*/*")
                .get(href.substring(href.indexOf(device.base())))
                .then()
                .statusCode(200)
                .body(equalTo(before.substring(before.indexOf('@') + 1)));
        device.says(back + "/feedback", "proceeding", "none", "").statusCode(200);
        stands(rollout, "rolling-back", "downloading");
        closed(device, back, "success", 200);
        stands(rollout, "rolled-back", "rolled-back");
        String stays = back.replace("deploymentBase", "installedBase");
        soon().until(() -> device.linked("deploymentBase") == null && stays.equals(device.linked("installedBase")));
        device.get(stays).statusCode(200).body("deployment.chunks[0].name", equalTo("city-os"));
        given().get("/v1/vehicles/" + device.id() + "/record")
                .then()
                .body("updates[0].restored", equalTo(true))
                .body("runs.releaseId", equalTo(List.of(before, worse, before)));

        act(rollout, "roll-back");
        stands(rollout, "rolled-back", "rolled-back");
        assertThat(device.linked("deploymentBase")).isNull();
    }

    @Test
    void whoRefusesToGiveUpIsBroughtBackAfterItsEnd() {
        String before = release();
        String worse = release();
        Device device = device();
        installed(device, before);
        String rollout = started(device, worse, Map.of());
        String update = linked(device, "deploymentBase");
        device.says(update + "/feedback", "proceeding", "none", "").statusCode(200);
        given().contentType("application/json")
                .body(Map.of("reason", "it brakes at shadows", "rollBack", true))
                .post("/v1/releases/" + worse + "/revoke")
                .then()
                .statusCode(200);
        String cancel = linked(device, "cancelAction");
        device.says(cancel + "/feedback", "rejected", "none", "too late").statusCode(200);
        assertThat(linked(device, "deploymentBase")).isEqualTo(update);
        closed(device, update, "success", 200);
        String back = wayBack(device, before, update);
        closed(device, back, "success", 200);
        stands(rollout, "rolled-back", "rolled-back");
    }

    @Test
    void whoGivesUpKeepsWhatItHas() {
        String before = release();
        Device device = device();
        installed(device, before);
        String rollout = started(device, release(), Map.of());
        String update = linked(device, "deploymentBase");
        device.get(update).statusCode(200);
        act(rollout, "roll-back");
        closed(device, linked(device, "cancelAction"), "success", 200);
        stands(rollout, "rolled-back", "cancelled");
        soon().until(() -> device.linked("cancelAction") == null && device.linked("deploymentBase") == null);
        given().get("/v1/vehicles/releases")
                .then()
                .body("vehicles.find { it.vehicleId == '" + device.id() + "' }.releaseId", equalTo(before));
    }

    @Test
    void whoFailsToGoBackMayBeSentAgain() {
        String before = release();
        Device device = device();
        installed(device, before);
        String worse = release();
        String update = installed(device, worse);
        String rollout = given().get("/v1/rollouts")
                .then()
                .extract()
                .path("rollouts.find { it.releaseId == '" + worse + "' }.rolloutId");
        act(rollout, "roll-back");
        String first = wayBack(device, before, update);
        closed(device, first, "failure", 200);
        stands(rollout, "rolled-back", "failed");
        given().get("/v1/rollouts/" + rollout)
                .then()
                .body("vehicles[0].code", equalTo("device.failed"))
                .body("vehicles[0].detail", equalTo("over"));
        act(rollout, "roll-back");
        String second = wayBack(device, before, first);
        closed(device, second, "success", 200);
        stands(rollout, "rolled-back", "rolled-back");
        given().get("/v1/vehicles/" + device.id() + "/record").then().body("updates[0].steps.state", hasItem("failed"));
    }

    @Test
    void aDeviceWithNothingToGoBackToKeepsWhatItHas() {
        Device device = device();
        String only = release();
        installed(device, only);
        String rollout = given().get("/v1/rollouts")
                .then()
                .extract()
                .path("rollouts.find { it.releaseId == '" + only + "' }.rolloutId");
        act(rollout, "roll-back");
        stands(rollout, "rolled-back", "committed");
        assertThat(device.linked("deploymentBase")).isNull();
    }
}
