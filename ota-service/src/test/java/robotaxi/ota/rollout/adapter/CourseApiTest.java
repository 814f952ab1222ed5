package robotaxi.ota.rollout.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.TestManifest;
import robotaxi.ota.TestReleases;
import robotaxi.ota.fleet.Commission;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.Hold;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.SteerRollouts;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SigningKey;

/** What a rollout obeys, over REST and PostgreSQL: way back, reach of a release, hours and caps, filters, what fits a car. */
@QuarkusTest
@TestProfile(CourseApiTest.OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestSecurity(user = "ada", roles = "release-manager")
class CourseApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    SigningKey snapshotKey;
    SigningKey timestampKey;
    SigningKey evidenceKey;

    @Inject
    Fleet fleet;

    @Inject
    FollowVehicles vehicles;

    @Inject
    Rollouts rollouts;

    @Inject
    SteerRollouts steer;

    @Inject
    UserTransaction transaction;

    @Inject
    DataSource database;

    @Inject
    DrivingSweep sweep;

    private TestReleases releases;

    /** A database of its own. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_course");
        }
    }

    @BeforeEach
    void trust() {
        if (releases == null) {
            releases = new TestReleases(snapshotKey, timestampKey);
        }
    }

    private static String hardware() {
        return "h" + UUID.randomUUID().toString().replace("-", "");
    }

    private String release(String hardware, String version, @Nullable ObjectNode custom) {
        return releases.publish(
                "model-" + hardware,
                version,
                hardware + ".zip",
                (hardware + version).getBytes(StandardCharsets.UTF_8),
                custom);
    }

    private List<String> cars(String hardware, String market, int count) {
        List<String> cars = java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> hardware + "-" + market + "-" + i)
                .toList();
        cars.forEach(car -> fleet.register(car, hardware, commission(market, "calibration-" + market)));
        return cars;
    }

    private static Commission commission(String market, String calibration) {
        return new Commission(market, calibration, "map-1", List.of("centre"));
    }

    private <T> T inTransaction(Callable<T> work) throws Exception {
        transaction.begin();
        T result = work.call();
        transaction.commit();
        return result;
    }

    /** As the car's own event does it. */
    private void report(String rollout, String car, String release, VehicleState state) throws Exception {
        assertThat(inTransaction(() -> {
                    if (state == VehicleState.COMMITTED) {
                        fleet.running(car, release, Instant.now());
                    }
                    return vehicles.report(new RolloutId(rollout), car, release, state, "", "");
                }))
                .isTrue();
    }

    private static ValidatableResponse act(String rollout, String act) {
        return given().contentType("application/json")
                .body("{\"reason\": \"test\"}")
                .post("/v1/rollouts/" + rollout + "/" + act)
                .then();
    }

    private static ValidatableResponse rollout(String id) {
        return given().get("/v1/rollouts/" + id).then().statusCode(200);
    }

    private static void awaitState(String rollout, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> rollout(rollout).body("state", equalTo(state)));
    }

    private static String start(String release, List<String> cars) {
        return given().contentType("application/json")
                .body(Map.of("releaseId", release, "vehicleIds", cars))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
    }

    private String throughTheFleet(String release) throws Exception {
        return throughTheFleet(release, Map.of());
    }

    private String throughTheFleet(String release, Map<String, ?> filter) throws Exception {
        for (String kind : List.of("simulation", "shadow")) {
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
        String rollout = given().contentType("application/json")
                .body(Map.of(
                        "releaseId",
                        release,
                        "filter",
                        filter,
                        "course",
                        Map.of("wavePercents", List.of(100), "onBreach", "roll-back")))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .body("onBreach", equalTo("roll-back"))
                .extract()
                .path("rolloutId");
        act(rollout, "roll-back").statusCode(409).body("currentState", equalTo("approval"));
        for (String person : List.of("ben", "cem")) {
            inTransaction(() -> steer.approve(new RolloutId(rollout), person));
        }
        act(rollout, "start").statusCode(200);
        List<String> offered = rollout(rollout).extract().path("vehicles.vehicleId");
        for (String car : offered) {
            report(rollout, car, release, VehicleState.COMMITTED);
        }
        awaitState(rollout, "finished");
        return rollout;
    }

    private static void releaseState(String release, String state) {
        given().get("/v1/releases/" + release).then().body("state", equalTo(state));
    }

    @Test
    void aReleaseBecomesGeneralIsSupersededAndItsCarsGoBack() throws Exception {
        String hardware = hardware();
        List<String> cars = cars(hardware, "m1", 3);
        String first = release(hardware, "1", null);
        throughTheFleet(first);
        releaseState(first, "general");
        String second = release(hardware, "2", null);
        String rollout = throughTheFleet(second);
        releaseState(first, "superseded");
        releaseState(second, "general");

        given().contentType("application/json")
                .body("{}")
                .post("/v1/releases/" + second + "/revoke")
                .then()
                .statusCode(422)
                .body("code", equalTo("release.malformed"));
        given().contentType("application/json")
                .body("{\"reason\": \"it brakes at shadows\", \"rollBack\": true}")
                .post("/v1/releases/" + second + "/revoke")
                .then()
                .statusCode(200)
                .body("state", equalTo("revoked"));
        rollout(rollout)
                .body("state", equalTo("rolling-back"))
                .body("vehicles.returnsTo", equalTo(List.of(first, first, first)));
        given().get("/v1/vehicles/targets")
                .then()
                .body(
                        "targets.findAll { it.rolloutId == '" + rollout + "' }.releaseId",
                        equalTo(List.of(first, first, first)));
        for (String car : cars) {
            report(rollout, car, first, VehicleState.COMMITTED);
        }
        awaitState(rollout, "rolled-back");
        rollout(rollout).body("counts.rolled-back", equalTo(3));
        given().get("/v1/vehicles/" + cars.getFirst() + "/record")
                .then()
                .body("updates[0].restored", equalTo(true))
                .body("runs.releaseId", equalTo(List.of(first, second, first)));
        start409(second, cars, "release.revoked");
    }

    private static void start409(String release, List<String> cars, String code) {
        given().contentType("application/json")
                .body(Map.of("releaseId", release, "vehicleIds", cars))
                .post("/v1/rollouts")
                .then()
                .statusCode(409)
                .body("code", equalTo(code));
    }

    @Test
    void aRolloutToSomeCarsMakesNoReleaseGeneralAndARevokedOneGoesOnBack() throws Exception {
        String hardware = hardware();
        List<String> cars = cars(hardware, "m5", 2);
        cars.forEach(car -> fleet.running(car, "shipped@1", Instant.now()));
        String release = release(hardware, "1", null);
        String rollout = throughTheFleet(release, Map.of("vehicleIds", cars.subList(0, 1)));
        rollout(rollout).body("vehicles", hasSize(1));
        releaseState(release, "signed");
        act(rollout, "roll-back").statusCode(200);
        given().contentType("application/json")
                .body("{\"reason\": \"it brakes at shadows\", \"rollBack\": true}")
                .post("/v1/releases/" + release + "/revoke")
                .then()
                .statusCode(200);
        rollout(rollout).body("state", equalTo("rolling-back"));
        act(rollout, "stop").statusCode(200);
    }

    @Test
    void aStoppedRolloutMayBeRolledBackLater() throws Exception {
        String hardware = hardware();
        List<String> cars = cars(hardware, "m2", 2);
        fleet.running(cars.getFirst(), "shipped@1", Instant.now());
        String release = release(hardware, "1", null);
        String rollout = start(release, cars);
        report(rollout, cars.getFirst(), release, VehicleState.COMMITTED);
        act(rollout, "stop").statusCode(200);
        act(rollout, "roll-back").statusCode(200).body("state", equalTo("rolling-back"));
        rollout(rollout)
                .body("vehicles[0].returnsTo", equalTo("shipped@1"))
                .body("vehicles[1].state", equalTo("cancelled"));
        report(rollout, cars.getFirst(), "shipped@1", VehicleState.FAILED);
        awaitState(rollout, "rolled-back");
        act(rollout, "pause").statusCode(409).body("currentState", equalTo("rolled-back"));
        act(rollout, "roll-back").statusCode(200);
        rollout(rollout).body("vehicles[0].state", equalTo("offered"));
        report(rollout, cars.getFirst(), "shipped@1", VehicleState.COMMITTED);
        awaitState(rollout, "rolled-back");
    }

    private static ValidatableResponse put(String path, Map<String, ?> body) {
        return given().contentType("application/json")
                .body(body)
                .put("/v1/availability/" + path)
                .then();
    }

    private static List<String> waitsFor(String car) {
        return given().get("/v1/vehicles/targets")
                .then()
                .extract()
                .path("targets.find { it.vehicleId == '" + car + "' }.waitsFor");
    }

    /** Dispatch frees the car. */
    private void grant(String rollout, String car) throws Exception {
        await().atMost(PATIENCE).until(() -> hold(rollout, car) != null);
        inTransaction(() -> {
            vehicles.answered(
                    car,
                    hold(rollout, car).reservationId(),
                    true,
                    7,
                    Instant.now().plusSeconds(300));
            return true;
        });
    }

    private @Nullable Hold hold(String rollout, String car) {
        return rollouts.listVehicles(new RolloutId(rollout)).stream()
                .filter(each -> each.vehicleId().equals(car))
                .findFirst()
                .orElseThrow()
                .hold();
    }

    @Test
    void aCapLetsOneCarAfterTheOtherBeTaken() throws Exception {
        String hardware = hardware();
        List<String> cars = cars(hardware, "capped", 2);
        fleet.presence(cars.get(0), true, 1);
        fleet.presence(cars.get(1), true, 1);
        put("caps/capped", Map.of()).statusCode(422).body("code", equalTo("availability.malformed"));
        put("caps/capped", Map.of("mostCars", 1)).statusCode(200);
        String release = release(hardware, "1", null);
        String rollout = start(release, cars);
        for (String car : cars) {
            report(rollout, car, release, VehicleState.WAITING_FOR_SAFE_MOMENT);
        }
        grant(rollout, cars.get(0));
        grant(rollout, cars.get(1));
        assertThat(hold(rollout, cars.get(0)).granted()).isTrue();
        assertThat(hold(rollout, cars.get(1)).granted()).isFalse();
        assertThat(waitsFor(cars.get(1)))
                .containsExactly("a blackout or the cap on cars out of service keeps it in its market");
        given().get("/v1/availability")
                .then()
                .body("markets.find { it.marketId == 'capped' }.outOfService", equalTo(1))
                .body("markets.find { it.marketId == 'capped' }.room", equalTo(0));
        report(rollout, cars.get(0), release, VehicleState.COMMITTED);
        grant(rollout, cars.get(1));
        assertThat(hold(rollout, cars.get(1)).granted()).isTrue();
        given().delete("/v1/availability/caps/capped").then().statusCode(204);
        given().delete("/v1/availability/caps/capped")
                .then()
                .statusCode(404)
                .body("code", equalTo("availability.unknown"));
    }

    @Test
    void noCarIsTakenInABlackoutNorWithALowBattery() throws Exception {
        String hardware = hardware();
        List<String> cars = cars(hardware, "dark", 2);
        cars.forEach(car -> fleet.presence(car, true, 1));
        fleet.stands(List.of(new Fleet.Condition(cars.get(1), "1.0.0", 12, 5_000)));
        String id = black(Map.of(
                        "marketId", "dark", "schedule", "0 0 0 ? * *", "duration", "23:59:59", "reason", "marathon"))
                .statusCode(201)
                .body("holds", equalTo(true))
                .extract()
                .path("id");
        String release = release(hardware, "1", null);
        String rollout = start(release, cars);
        for (String car : cars) {
            report(rollout, car, release, VehicleState.WAITING_FOR_SAFE_MOMENT);
        }
        assertThat(waitsFor(cars.get(0)))
                .containsExactly("a blackout or the cap on cars out of service keeps it in its market");
        assertThat(waitsFor(cars.get(1))).contains("its battery is at 12 %, 20 % are needed");
        assertThat(hold(rollout, cars.get(0))).isNull();
        given().queryParam("reason", "the parade is over")
                .delete("/v1/availability/blackouts/" + id)
                .then()
                .statusCode(204);
        given().queryParam("subject", id)
                .get("/v1/audit")
                .then()
                .body("entries.reason", equalTo(List.of("the parade is over", "marathon")));
        grant(rollout, cars.get(0));
        assertThat(hold(rollout, cars.get(0)).granted()).isTrue();
        assertThat(hold(rollout, cars.get(1))).isNull();
        act(rollout, "stop").statusCode(200);
    }

    private static ValidatableResponse black(Map<String, ?> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/availability/blackouts")
                .then();
    }

    @Test
    void aBlackoutNeedsHoursAndAReason() {
        for (Map<String, String> bad : List.of(
                Map.of("reason", "why"),
                Map.of("schedule", "0 0 0 ? * *", "duration", "01:00:00"),
                Map.of("schedule", "never", "duration", "01:00:00", "reason", "why"),
                Map.of("schedule", "0 0 0 ? * *", "duration", "01:00:00", "timezone", "Mars", "reason", "why"),
                Map.of("from", "2026-11-23T10:00:00Z", "until", "2026-11-23T09:00:00Z", "reason", "why"))) {
            black(bad).statusCode(422).body("code", equalTo("availability.malformed"));
        }
        given().delete("/v1/availability/blackouts/none").then().statusCode(404);
    }

    private static ValidatableResponse preview(String release, Map<String, ?> filter) {
        return given().contentType("application/json")
                .body(Map.of("releaseId", release, "filter", filter))
                .post("/v1/rollouts/preview")
                .then()
                .statusCode(200);
    }

    @Test
    void filtersAndCompatibilityDecideWhoIsTakenIn() {
        String hardware = hardware();
        List<String> here = cars(hardware, "here", 4);
        cars(hardware, "there", 2);
        fleet.stands(List.of(
                new Fleet.Condition(here.get(0), "2.1.0", 80, 5_000_000),
                new Fleet.Condition(here.get(1), "2.10.3-rc1", 80, 50_000_000),
                new Fleet.Condition(here.get(2), "2.0.9", 80, 5_000_000)));
        String release = release(
                hardware, "2", TestManifest.fitting("model-" + hardware, "2", hardware, List.of("here"), "2.1"));
        preview(release, Map.of())
                .body("matching", equalTo(2))
                .body("unfit.market", equalTo(2))
                .body("unfit.agent-version", equalTo(2));
        preview(release, Map.of("leastKilometres", 10_000)).body("matching", equalTo(1));
        preview(release, Map.of("mostKilometres", 10_000, "marketIds", List.of("here")))
                .body("matching", equalTo(1));
        preview(release, Map.of("calibrationIds", List.of("calibration-there"))).body("matching", equalTo(0));
        preview(release, Map.of("vehicleIds", List.of(here.get(1)))).body("matching", equalTo(1));
        preview(release, Map.of("runningReleaseIds", List.of("other@1"))).body("matching", equalTo(0));
        start409(release, List.of(here.get(2)), "rollout.incompatible");

        String rollout = given().contentType("application/json")
                .body(Map.of(
                        "releaseId", release,
                        "filter", Map.of("leastKilometres", 10_000),
                        "course", Map.of("wavePercents", List.of(100))))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .body("counts.eligible", equalTo(1))
                .extract()
                .path("rolloutId");
        preview(release, Map.of()).body("matching", equalTo(1)).body("busy", equalTo(1));
        preview(release, Map.of("hardwareIds", List.of("other"))).body("matching", equalTo(0));
        act(rollout, "stop").statusCode(200);
    }

    @Test
    void aReleaseMayBeForMapsAndForCarsOfNoOtherThanItsAreas() {
        String hardware = hardware();
        List<String> cars = List.of("fits", "old-map", "farther", "nowhere");
        var commissions = Map.of(
                "fits", new Commission("m", "c", "map-2", List.of("centre")),
                "old-map", new Commission("m", "c", "map-1", List.of("centre")),
                "farther", new Commission("m", "c", "map-2", List.of("centre", "airport")),
                "nowhere", new Commission("m", "c", "map-2", List.of()));
        cars.forEach(car -> fleet.register(hardware + car, hardware, Objects.requireNonNull(commissions.get(car))));
        ObjectNode custom = TestManifest.of("model-" + hardware, "1", hardware);
        ObjectNode compatibility = (ObjectNode) custom.path("release").path("compatibility");
        compatibility.putArray("maps").add("map-2").add("map-3");
        compatibility.putArray("operatingAreas").add("centre").add("harbour");
        String release = release(hardware, "1", custom);
        preview(release, Map.of())
                .body("matching", equalTo(1))
                .body("unfit.map", equalTo(1))
                .body("unfit.operating-area", equalTo(2));
        start409(release, List.of(hardware + "farther"), "rollout.incompatible");
    }

    @Test
    void aCarThatDoesNotFitAnyMoreGetsNoOfferAndItIsSaidWhy() throws Exception {
        String hardware = hardware();
        List<String> cars = cars(hardware, "home", 1);
        fleet.stands(List.of(new Fleet.Condition(cars.getFirst(), "3.0.0", 80, 0)));
        String release = release(
                hardware, "1", TestManifest.fitting("model-" + hardware, "1", hardware, List.of("home"), "2.1"));
        given().get("/v1/releases/" + release)
                .then()
                .body("manifest.variants", hasSize(1))
                .body("manifest.variants[0].engine.driver", equalTo("570.124"))
                .body("manifest.rxswin", hasItem("R157-1 2026.11"))
                .body("generalSince", nullValue());
        for (String kind : List.of("simulation", "shadow")) {
            var document = JsonNodeFactory.instance
                    .objectNode()
                    .put("release", release)
                    .put("kind", kind)
                    .put("verdict", "pass");
            given().contentType("application/json")
                    .body(SignedDocument.sign(document, evidenceKey))
                    .post("/v1/releases/" + release + "/evidence");
        }
        String rollout = given().contentType("application/json")
                .body(Map.of("releaseId", release, "course", Map.of("wavePercents", List.of(100))))
                .post("/v1/rollouts")
                .then()
                .extract()
                .path("rolloutId");
        fleet.register(cars.getFirst(), hardware, commission("away", "calibration-home"));
        for (String person : List.of("ben", "cem")) {
            inTransaction(() -> steer.approve(new RolloutId(rollout), person));
        }
        act(rollout, "start").statusCode(200);
        rollout(rollout).body("counts.eligible", equalTo(1));
        assertThat(waitsFor(cars.getFirst())).contains("the release is not for its market");
        fleet.register(cars.getFirst(), hardware, commission("home", "calibration-home"));
        await().atMost(PATIENCE).untilAsserted(() -> rollout(rollout).body("counts.offered", equalTo(1)));
        given().get("/v1/vehicles/" + cars.getFirst() + "/record")
                .then()
                .body("updates[0].rxswin", equalTo(List.of("R157-1 2026.11")));
    }

    private static List<String> export(String path) {
        return given().get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    private static String sha256(List<String> lines) {
        return Sha256.hex((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anExportSaysWhoLetWhichCarsRunItAndIsSealed() throws Exception {
        String hardware = hardware();
        List<String> cars = cars(hardware, "m3", 3);
        String release = release(hardware, "1", TestManifest.of("model-" + hardware, "1", hardware));
        String rollout = throughTheFleet(release);

        List<String> csv = export("/v1/releases/" + release + "/export.csv");
        assertThat(csv).hasSize(5);
        assertThat(csv.get(1))
                .startsWith(release + "," + rollout + "," + cars.getFirst() + ",1,committed,")
                .contains(",ada,ben cem,");
        String hash = sha256(csv.subList(0, 4));
        assertThat(csv.getLast()).isEqualTo("# sha256 " + hash + " of 4 lines");
        given().queryParam("subject", release)
                .get("/v1/audit")
                .then()
                .statusCode(200)
                .body("entries[0].action", equalTo("export.release"))
                .body("entries[0].reason", equalTo("csv, 4 lines, sha256 " + hash))
                .body("entries.intact", everyItem(equalTo(true)))
                .body("next", nullValue());

        List<String> lines = export("/v1/releases/" + release + "/export.jsonl");
        assertThat(lines.getLast()).contains(sha256(lines.subList(0, lines.size() - 1)));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("{\"type\":\"evidence\""))
                .hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("{\"type\":\"act\""))
                .anyMatch(line -> line.contains("rollout.prepare"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("{\"type\":\"car\""))
                .hasSize(3);

        List<String> car = export("/v1/vehicles/" + cars.getFirst() + "/export.jsonl");
        assertThat(car.get(1)).contains("\"type\":\"run\"", release);
        assertThat(car.get(2)).contains("\"rxswin\":[\"R157-1 2026.11\"]");
        assertThat(export("/v1/vehicles/" + cars.getFirst() + "/export.csv").get(1))
                .startsWith(cars.getFirst() + ",run," + release);
        given().get("/v1/vehicles/nobody/export.csv").then().statusCode(404).body("code", equalTo("vehicle.unknown"));
        given().get("/v1/releases/no@1/export.csv").then().statusCode(404).body("code", equalTo("release.unknown"));
    }

    @Test
    void drivingIsShownDayByDay() throws Exception {
        String hardware = hardware();
        cars(hardware, "m4", 2);
        String release = release(hardware, "1", null);
        String rollout = judgedByAssistance(release);
        given().get("/v1/rollouts/" + rollout + "/driving/days")
                .then()
                .statusCode(200)
                .body("kinds.kind", equalTo(List.of("assistance")))
                .body("kinds[0].days", hasSize(0));
        act(rollout, "stop").statusCode(200);
        given().get("/v1/rollouts/none/driving/days").then().statusCode(404);
    }

    private static String judgedByAssistance(String release) {
        return given().contentType("application/json")
                .body(Map.of(
                        "releaseId",
                        release,
                        "course",
                        Map.of("wavePercents", List.of(50, 100), "driving", Map.of("kinds", List.of("assistance")))))
                .post("/v1/rollouts")
                .then()
                .statusCode(201)
                .extract()
                .path("rolloutId");
    }

    @Test
    void drivingIsForgottenOnceNoRolloutIsJudgedByIt() throws Exception {
        String hardware = hardware();
        cars(hardware, "m5", 2);
        String release = release(hardware, "1", null);
        String rollout = judgedByAssistance(release);
        sql("update rollout set created_at = now() - interval '450 days' where id = ?", rollout);
        for (int days : List.of(399, 401, 456, 458)) {
            sql(
                    "insert into release_driving values (date_trunc('hour', now() - ? * interval '1 day'), ?, 'old', 0, 9, '')",
                    days,
                    release);
            sql(
                    "insert into release_event values (gen_random_uuid()::text, 'old', ?,"
                            + " date_trunc('hour', now() - ? * interval '1 day'), 'assistance', '')",
                    release,
                    days);
        }
        sweep.sweep();
        assertThat(drivingKept(release)).isEqualTo(List.of(3, 3));
        act(rollout, "stop").statusCode(200);
        sweep.sweep();
        assertThat(drivingKept(release)).isEqualTo(List.of(1, 1));
    }

    private List<Integer> drivingKept(String release) throws SQLException {
        return List.of(
                sql("update release_driving set market_id = '' where release_id = ?", release),
                sql("update release_event set market_id = '' where release_id = ?", release));
    }

    private int sql(String statement, Object... values) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }

    @Test
    void aManifestThatCannotBeUsedIsRefusedByName() {
        String hardware = hardware();
        ObjectNode custom = TestManifest.of("model-" + hardware, "1", hardware);
        ((ObjectNode) custom.path("release")).remove("rxswin");
        releases.offer("model-" + hardware, "1", hardware + ".zip", new byte[] {1}, custom)
                .statusCode(422)
                .body("code", equalTo("release.manifest-unusable"))
                .body("detail", equalTo("rxswin is missing, or an empty list"));
    }
}
