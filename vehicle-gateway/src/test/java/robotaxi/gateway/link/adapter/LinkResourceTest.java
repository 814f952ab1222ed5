package robotaxi.gateway.link.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.kit.events.KafkaClients;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class LinkResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    TestPki pki;

    @Inject
    GatewayConfig config;

    @Inject
    DataSource database;

    @Inject
    KafkaClients clients;

    @Test
    void aLinkShowsItsSessionAndItsLanesInNumbers() throws Exception {
        TestCar car = TestCar.enrolled("shown-1", pki, config.enrolmentPort());
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = link.welcome().getSessionEpoch();
            link.fallSilent();
            link.send(event(1));
            link.await(FrameCase.ACK);
            link.send(event(2).toBuilder().setLane(Lane.LANE_SAFETY).build());
            link.await(FrameCase.NACK);
            link.send(OpenRequest.newBuilder()
                    .setHeartbeat(Heartbeat.newBuilder().setNumber(9).setRoundTripMillis(7))
                    .build());
            link.await(FrameCase.HEARTBEAT);
            given().get("/v1/vehicles/shown-1/link")
                    .then()
                    .statusCode(200)
                    .body("presence", equalTo("connected"))
                    .body("sessionEpoch", equalTo((int) epoch))
                    .body("gatewayId", equalTo("gateway-1"))
                    .body("address", equalTo(TestCar.address("shown-1")))
                    .body("roundTripMillis", equalTo(7))
                    .body("lanes.find { it.lane == 'event' }.taken", equalTo(1))
                    .body("lanes.find { it.lane == 'event' }.durableSequence", equalTo(1))
                    .body("lanes.find { it.lane == 'safety' }.refused", equalTo(1))
                    .body("lanes.find { it.lane == 'safety' }.taken", equalTo(0));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/vehicles/shown-1/link")
                        .then()
                        .body("presence", equalTo("lost"))
                        .body("heardMillisAgo", nullValue()));
    }

    @Test
    void ofASessionAtAnotherGatewayOnlyWhatTheDatabaseKnowsIsShown() throws Exception {
        TestCar.register("shown-2");
        sql("update vehicle set session_epoch = 5, session_instance = 'gateway-9/x' where id = 'shown-2'");
        given().get("/v1/vehicles/shown-2/link")
                .then()
                .body("presence", equalTo("connected"))
                .body("sessionEpoch", equalTo(5))
                .body("gatewayId", equalTo("gateway-9"))
                .body("address", nullValue())
                .body("lanes", empty());
    }

    @Test
    void aTimelineHasAllThatHappenedTheNewestFirst() throws Exception {
        TestCar car = TestCar.enrolled("shown-3", pki, config.enrolmentPort());
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = link.welcome().getSessionEpoch();
            link.send(event(1));
            link.await(FrameCase.ACK);
            link.send(safety());
            link.await(FrameCase.ACK);
            try (CarLink bulk = CarLink.bulk(car.channel(pki, config.linkPort()), epoch)) {
                bulk.welcome();
                bulk.send(telemetry());
                bulk.await(FrameCase.ACK);
            }
            stopNow("shown-3");
            link.await(FrameCase.COMMAND);
            link.farewell();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(summaries(timeline("shown-3", "?limit=50")))
                        .contains("Gone, session 1 at gateway-1"));
        JsonPath timeline = timeline("shown-3", "?limit=50");
        assertThat(timeline.getBoolean("truncated")).isFalse();
        assertThat(summaries(timeline))
                .containsSubsequence(
                        "Gone, session 1 at gateway-1",
                        "Stop now sent",
                        "Safety event: hard brake: a cat",
                        "Mission arrived",
                        "Connected, session 1 at gateway-1",
                        "Certificate issued");
        assertThat(summaries(timeline))
                .contains(
                        "Connected, session 1 at gateway-1",
                        "Certificate issued",
                        "Certificate first used",
                        "Stop now sent",
                        "Mission arrived",
                        "Safety event: hard brake: a cat",
                        "1 frame, autonomous, 5.0 m/s, battery 80 %");
        List<String> times = timeline.getList("entries.time");
        assertThat(times).isSortedAccordingTo((a, b) -> Instant.parse(b).compareTo(Instant.parse(a)));
    }

    @Test
    void thePagesOfATimelineMissNothingAndRepeatNothing() throws Exception {
        TestCar car = TestCar.enrolled("shown-4", pki, config.enrolmentPort());
        for (int session = 1; session <= 3; session++) {
            try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
                link.welcome();
                link.farewell();
                link.end();
            }
            String gone = "Gone, session " + session + " at gateway-1";
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(summaries(timeline("shown-4", ""))).contains(gone));
        }
        List<String> all = summaries(timeline("shown-4", "?limit=100"));
        JsonPath first = timeline("shown-4", "?limit=3");
        String last = first.getString("entries[-1].time");
        List<String> rest = summaries(timeline("shown-4", "?limit=100&before=" + last));
        assertThat(all).startsWith(summaries(first).toArray(String[]::new)).endsWith(rest.toArray(String[]::new));
        assertThat(summaries(first).size() + rest.size()).isEqualTo(all.size());
    }

    @Test
    void whatDoesNotFitIntoALookAtKafkaIsSaidToBeMissing() throws Exception {
        TestCar.register("shown-5");
        byte[] frame = telemetry().getTelemetry().toByteArray();
        for (int i = 0; i < 2_100; i++) {
            clients.producer().send(new ProducerRecord<>(Topics.VEHICLE_TELEMETRY.name(), "shown-5", frame));
        }
        clients.producer().flush();
        JsonPath timeline = timeline("shown-5", "");
        assertThat(timeline.getBoolean("truncated")).isTrue();
        assertThat(summaries(timeline)).isNotEmpty();
    }

    @Test
    void aCarThatThereIsNotAndATimeThatIsNoneAreProblems() {
        TestCar.register("shown-6");
        for (String path : List.of("nobody/link", "nobody/timeline")) {
            given().get("/v1/vehicles/" + path).then().statusCode(404).body("code", equalTo("vehicle.unknown"));
        }
        given().get("/v1/vehicles/shown-6/timeline?before=noon")
                .then()
                .statusCode(422)
                .body("code", equalTo("vehicle.bad-request"));
        given().get("/v1/vehicles/shown-6/link").then().body("presence", equalTo("never"));
    }

    @Test
    @TestSecurity(user = "rita", roles = "release-manager")
    void aReleaseManagerSeesNoTimeline() {
        given().get("/v1/vehicles/shown-1/timeline").then().statusCode(403);
        given().get("/v1/vehicles/shown-1/link").then().statusCode(403);
    }

    @Test
    void theHistoryOfSessionsIsAppendOnly() throws Exception {
        TestCar.register("shown-7");
        sql("insert into vehicle_session_change (vehicle_id, state, session_epoch, gateway_id, at)"
                + " values ('shown-7', 'lost', 1, 'gateway-1', now())");
        assertThatThrownBy(() -> sql("delete from vehicle_session_change where vehicle_id = 'shown-7'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("append-only");
    }

    private static void stopNow(String car) {
        given().contentType("application/json")
                .body(Map.of("vehicleId", car, "kind", "stop-now", "reason", "a test", "deadlineSeconds", 60))
                .post("/v1/commands")
                .then()
                .statusCode(202);
    }

    private static JsonPath timeline(String car, String query) {
        return given().get("/v1/vehicles/" + car + "/timeline" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> summaries(JsonPath timeline) {
        return timeline.getList("entries.summary");
    }

    private static Uplink event(long sequence) {
        return Uplink.newBuilder()
                .setLane(Lane.LANE_EVENT)
                .setSequence(sequence)
                .setBootEpoch(1)
                .setEvent(VehicleEvent.newBuilder()
                        .setMission(MissionChanged.newBuilder().setState(MissionState.MISSION_STATE_ARRIVED)))
                .build();
    }

    private static Uplink safety() {
        return Uplink.newBuilder()
                .setLane(Lane.LANE_SAFETY)
                .setSequence(1)
                .setBootEpoch(1)
                .setSafety(SafetyEvent.newBuilder()
                        .setKind(SafetyKind.SAFETY_KIND_HARD_BRAKE)
                        .setDetail("a cat"))
                .build();
    }

    private static Uplink telemetry() {
        return Uplink.newBuilder()
                .setLane(Lane.LANE_TELEMETRY)
                .setSequence(1)
                .setBootEpoch(1)
                .setTelemetry(TelemetryBatch.newBuilder()
                        .addSamples(Sample.newBuilder()
                                .setMode(DrivingMode.DRIVING_MODE_AUTONOMOUS)
                                .setSpeedMetresPerSecond(5)
                                .setBatteryPercent(80)))
                .build();
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.createStatement()) {
            query.executeUpdate(statement);
        }
    }
}
