package robotaxi.incident.report.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.google.protobuf.Timestamp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.incident.v1.IncidentEvent;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.incident.IncidentStack;
import robotaxi.incident.report.SgoColumn;
import robotaxi.incident.report.SgoRow;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.events.TopicReplay;

/** A crash becomes a report: its clocks, what is asked, what was filed, and the news after that. */
@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class ReportStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    KafkaClients kafka;

    @Inject
    TopicReplay replay;

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void aCrashIsReportedAndItsNewsToo() {
        String id = crash("report-car", "report-car/1");
        String sgo = "/v1/incidents/" + id + "/reports/sgo";
        given().get("/v1/incidents/" + id + "/deadlines").then().body("rule", contains("nhtsa-monthly"));
        given().get(sgo)
                .then()
                .statusCode(200)
                .body("cells", hasSize(116))
                .body("cells.find { it.name == 'Report Type' }.value", equalTo("Monthly"))
                .body("cells.find { it.name == 'Incident Date' }.value", equalTo("JUN-2026"))
                // 06:41 in UTC, by the filer's clock.
                .body("cells.find { it.name == 'Incident Time (24:00)' }.value", equalTo("23:41"))
                .body("cells.find { it.name == 'SV Precrash Speed (MPH)' }.value", equalTo("7"))
                .body("cells.find { it.name == 'SV Precrash Speed (MPH)' }.source", equalTo("vehicle.safety speed"))
                .body("cells.find { it.name == 'Crash With' }.isAsked", equalTo(true))
                .body("missing", hasItems("Crash With", "Narrative", "Weather - *", "VIN"))
                .body("missing", not(hasItem("Source - *")));
        file(id).statusCode(409).body("code", equalTo("report.incomplete"));

        answer(id, Map.of("Crash With", "Tank")).statusCode(422).body("code", equalTo("report.bad-answer"));
        answer(id, Map.of("Colour", "red")).statusCode(422);
        // A cyclist: five days instead of the month, and in California a day for the CPUC.
        answer(id, Map.of("Crash With", "Non-Motorist: Cyclist", "State", "CA")).statusCode(200);
        given().get("/v1/incidents/" + id + "/deadlines")
                .then()
                .body("findAll { it.state == 'running' }.rule", hasItems("nhtsa-5-day", "cpuc-1-day"))
                .body("find { it.rule == 'nhtsa-monthly' }.state", equalTo("dropped"));
        given().get("/v1/deadlines").then().body("findAll { it.incidentId == '" + id + "' }", hasSize(2));

        answer(id, theRest()).statusCode(200).body("missing", empty());
        String sha256 = file(id).statusCode(200)
                .body("type", equalTo("5-Day"))
                .body("version", equalTo(1))
                .extract()
                .path("sha256");
        assertThat(sha256).hasSize(64);
        given().get("/v1/incidents/" + id + "/deadlines")
                .then()
                .body("find { it.rule == 'nhtsa-5-day' }.state", equalTo("met"));
        String csv = given().get(sgo + "/filed/1.csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        List<SgoRow> rows = SgoCsv.read(new StringReader(csv));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().value(SgoColumn.named("Crash With"))).isEqualTo("Non-Motorist: Cyclist");
        assertThat(SgoColumn.ALL)
                .allMatch(column -> column.allows(rows.getFirst().value(column)));
        file(id).statusCode(409).body("code", equalTo("report.not-asked"));
        given().get(sgo + "/filed/2.csv").then().statusCode(404);

        answer(id, Map.of("Highest Injury Severity Alleged", "Minor W/ Hospitalization"))
                .statusCode(200);
        given().get("/v1/incidents/" + id + "/deadlines")
                .then()
                .body("find { it.rule == 'nhtsa-update' }.state", equalTo("running"));
        file(id).statusCode(200).body("type", equalTo("Update")).body("version", equalTo(2));
        given().get("/v1/incidents/" + id + "/history")
                .then()
                .body("what", hasItems("answer", "filed"))
                .body("by", hasItem("ada"));

        String cpuc =
                given().get("/v1/incidents/" + id + "/deadlines").path("find { it.rule == 'cpuc-1-day' }.deadlineId");
        drop(cpuc, "").statusCode(422);
        drop(cpuc, "told by phone").statusCode(200).body("state", equalTo("dropped"));
        drop(cpuc, "again").statusCode(409).body("currentState", equalTo("dropped"));
        drop("none", "because").statusCode(404);
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void theTableIsReadTriedAndChangedByOneAtATime() {
        var current = given().get("/v1/decision-table").then().statusCode(200).extract();
        Map<String, Object> table = current.path("table");
        String version = current.header("ETag");
        tried(Map.of("facts", Map.of("kind", "hard-brake", "peak-deceleration", "6.5")))
                .statusCode(200)
                .body("severity", equalTo(2))
                .body("rows", contains("emergency-brake", "hard-brake"));
        List<Map<String, Object>> rows = new ArrayList<>(current.path("table.rows"));
        rows.add(Map.of(
                "id",
                "bookmarks",
                "when",
                List.of(Map.of("fact", "kind", "is", "one-of", "values", List.of("bookmark"))),
                "severity",
                3));
        Map<String, Object> changed = new LinkedHashMap<>(table);
        changed.put("rows", rows);
        tried(Map.of("facts", Map.of("kind", "bookmark"), "table", changed)).body("severity", equalTo(3));
        tried(Map.of("facts", Map.of("kind", "bookmark"))).body("severity", equalTo(4));
        change(version, Map.of("table", changed)).statusCode(422);
        change(version, Map.of("table", Map.of("rows", List.of(Map.of("id", "x", "severity", 9))), "reason", "no"))
                .statusCode(422)
                .body("code", equalTo("rules.malformed"));
        change(version, Map.of("table", changed, "reason", "bookmarks matter")).statusCode(200);
        change(version, Map.of("table", changed, "reason", "late"))
                .statusCode(409)
                .body("code", equalTo("rules.changed"));
        tried(Map.of("facts", Map.of("kind", "bookmark"))).body("severity", equalTo(3));
        given().get("/v1/decision-table/versions")
                .then()
                .body("[0].reason", equalTo("bookmarks matter"))
                .body("[0].changedBy", equalTo("ada"));
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void anAnswerThatChangesTheSeverityIsTold() {
        List<IncidentEvent> told = new CopyOnWriteArrayList<>();
        replay.follow(Topics.INCIDENT_EVENTS, null, IncidentEvent.parser(), (key, event) -> told.add(event))
                .join();
        var current = given().get("/v1/decision-table").then().statusCode(200).extract();
        Map<String, Object> table = new LinkedHashMap<>(current.<Map<String, Object>>path("table"));
        List<Map<String, Object>> rows = new ArrayList<>(current.path("table.rows"));
        rows.add(Map.of(
                "id",
                "cyclist",
                "when",
                List.of(Map.of("fact", "Crash With", "is", "one-of", "values", List.of("Non-Motorist: Cyclist"))),
                "severity",
                1));
        table.put("rows", rows);
        change(current.header("ETag"), Map.of("table", table, "reason", "cyclists first"))
                .statusCode(200);
        String id = moment("graded-car", "graded-car/1", SafetyKind.SAFETY_KIND_HARD_BRAKE);
        given().get("/v1/incidents/" + id).then().body("severity", equalTo(3));
        answer(id, Map.of("Crash With", "Non-Motorist: Cyclist")).statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told)
                        .filteredOn(event -> event.getIncidentId().equals(id)
                                && event.getChange().equals("graded"))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.getSeverity()).isEqualTo(1);
                            assertThat(event.getReleaseId()).isEqualTo("city-reflex@1.2.0");
                            assertThat(event.getState()).isEqualTo("captured");
                        }));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void anOperatorAnswersButDoesNotFileDropOrChangeTheTable() {
        String id = crash("operators-car", "operators-car/1");
        answer(id, Map.of("City", "Phoenix")).statusCode(200);
        file(id).statusCode(403);
        drop("any", "because").statusCode(403);
        change("\"0\"", Map.of()).statusCode(403);
    }

    @Test
    @TestSecurity(user = "ada", roles = "safety")
    void theCarsVinComesFromTheRegistryUnlessAPersonKnowsBetter() {
        var registered = VehicleRegistration.newBuilder()
                .setVehicleId("registered-car")
                .setVin("SADHW2S19M1000007")
                .build();
        kafka.producer()
                .send(new ProducerRecord<>(Topics.VEHICLE_REGISTRY.name(), "registered-car", registered.toByteArray()));
        String id = crash("registered-car", "registered-car/1");
        String sgo = "/v1/incidents/" + id + "/reports/sgo";
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get(sgo)
                        .then()
                        .body("cells.find { it.name == 'VIN' }.value", equalTo("SADHW2S19M1000007"))
                        .body("cells.find { it.name == 'VIN' }.source", equalTo("vehicle.registry VIN"))
                        .body("missing", not(hasItem("VIN"))));
        answer(id, Map.of("VIN", "SADHW2S19M1000008")).statusCode(200);
        given().get(sgo)
                .then()
                .body("cells.find { it.name == 'VIN' }.value", equalTo("SADHW2S19M1000008"))
                .body("cells.find { it.name == 'VIN' }.source", equalTo("ada"));
    }

    private String crash(String car, String event) {
        return moment(car, event, SafetyKind.SAFETY_KIND_COLLISION);
    }

    private String moment(String car, String event, SafetyKind kind) {
        SafetyEvent moment = SafetyEvent.newBuilder()
                .setEventId(event)
                .setVehicleId(car)
                .setTime(Timestamp.newBuilder()
                        .setSeconds(
                                java.time.Instant.parse("2026-06-12T06:41:00Z").getEpochSecond()))
                .setKind(kind)
                .setSpeedMetresPerSecond(3.1f)
                .setReleaseId("city-reflex@1.2.0")
                .build();
        kafka.producer().send(new ProducerRecord<>(Topics.VEHICLE_SAFETY.name(), car, moment.toByteArray()));
        kafka.producer().flush();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().get("/v1/incidents?vehicleId=" + car).then().body("incidents", hasSize(1)));
        return given().get("/v1/incidents?vehicleId=" + car).path("incidents[0].incidentId");
    }

    private static Map<String, String> theRest() {
        Map<String, String> rest = new LinkedHashMap<>();
        rest.put("VIN", "SADHW2S19M1");
        rest.put("Make", "JAGUAR");
        rest.put("Model", "I-PACE");
        rest.put("Model Year", "2021");
        rest.put("Engagement Status", "Verified Engaged");
        rest.put("City", "San Francisco");
        rest.put("Roadway Type", "Street");
        rest.put("Roadway-No Unusual Conditions", "Y");
        rest.put("Weather - Clear", "Y");
        rest.put("SV Contact Area - Front", "Y");
        rest.put("Highest Injury Severity Alleged", "Minor W/O Hospitalization");
        rest.put("SV Pre-Crash Movement", "Proceeding Straight");
        rest.put("Any Air Bags Deployed?", "No Subject Vehicle, No Crash Partner");
        rest.put("Was Any Vehicle Towed?", "No Subject Vehicle, No Crash Partner");
        rest.put("Were All Passengers Belted?", "Subject Vehicle - No Passenger In Vehicle");
        rest.put("Within ODD?", "Yes");
        rest.put("Narrative", "A cyclist, \"on the left\",\r\ncame into the lane.");
        return rest;
    }

    private static ValidatableResponse answer(String id, Map<String, String> values) {
        return given().contentType("application/json")
                .body(values)
                .post("/v1/incidents/" + id + "/reports/sgo/answers")
                .then();
    }

    private static ValidatableResponse file(String id) {
        return given().contentType("application/json")
                .body(Map.of("reference", "30270-1"))
                .post("/v1/incidents/" + id + "/reports/sgo/file")
                .then();
    }

    private static ValidatableResponse drop(String id, String reason) {
        return given().contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/v1/deadlines/" + id + "/drop")
                .then();
    }

    private static ValidatableResponse tried(Map<String, Object> trial) {
        return given().contentType("application/json")
                .body(trial)
                .post("/v1/decision-table/try")
                .then();
    }

    private static ValidatableResponse change(String version, Map<String, Object> change) {
        return given().contentType("application/json")
                .header("If-Match", version)
                .body(change)
                .put("/v1/decision-table")
                .then();
    }
}
