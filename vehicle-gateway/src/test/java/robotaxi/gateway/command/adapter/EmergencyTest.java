package robotaxi.gateway.command.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.gateway.Audited;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "guard", roles = "safety")
class EmergencyTest extends CommandTests {
    private static final int CONNECTED = 60;
    private static final int AWAY = 240;
    private static final List<List<List<Double>>> PORT =
            List.of(List.of(List.of(7.42, 43.73), List.of(7.43, 43.73), List.of(7.43, 43.74), List.of(7.42, 43.73)));

    @Inject
    DataSource database;

    @Test
    @TestSecurity(
            user = "operator",
            roles = {"operator", "safety"})
    void everyCarGetsItsOwnCommandAndItsAnswerIsTheProof() throws Exception {
        for (int i = 0; i < AWAY; i++) {
            TestCar.register(name("away", i));
        }
        List<CarLink> links = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTED; i++) {
                links.add(connect(car(name("here", i)), 0));
            }
            String id = declare(Map.of("kind", "stop-now"));
            for (int i = 0; i < CONNECTED; i++) {
                Command got = links.get(i).await(FrameCase.COMMAND).getCommand();
                assertThat(got.getVehicleId()).isEqualTo(name("here", i));
                assertThat(got.getSequence()).isEqualTo(1);
                assertThat(got.getStopNow().getEmergencyId()).isEqualTo(id);
                assertThat(got.getStopNow().hasArea()).isFalse();
                links.get(i).report(1, got.getCommandId(), CommandState.COMMAND_STATE_RECEIVED);
                links.get(i).report(2, got.getCommandId(), CommandState.COMMAND_STATE_SUCCEEDED);
            }
            for (CarLink link : links) {
                awaitAck(link, 2);
            }
            assertThat(ledger(name("here", 0)))
                    .extracting(row -> row.get("emergencyId"))
                    .containsExactly(id);
            assertThat(proofs(id, "succeeded"))
                    .extracting(proof -> proof.get("vehicleId"))
                    .containsExactlyElementsOf(IntStream.range(0, CONNECTED)
                            .mapToObj(i -> name("here", i))
                            .toList());
            assertThat(proofs(id, "succeeded")).allSatisfy(proof -> {
                assertThat(proof.get("sentAt")).isNotNull();
                assertThat(proof.get("receivedAt")).isNotNull();
            });
            assertThat(proofs(id, "queued")).hasSizeGreaterThanOrEqualTo(AWAY);
            get(id).body("progress.states.succeeded", equalTo(CONNECTED))
                    .body("progress.received", equalTo(CONNECTED))
                    .body("progress.secondsToAlmostAll", nullValue())
                    .body("clock.state", equalTo("running"))
                    .body("end", nullValue());
            assertThat(Audited.of(database, id)).containsExactly("emergency.declare stop-now: a test of the brakes");
            end(id).statusCode(202);
            for (CarLink link : links) {
                assertThat(link.await(FrameCase.COMMAND)
                                .getCommand()
                                .getEndEmergency()
                                .getEmergencyId())
                        .isEqualTo(id);
            }
            assertThat(proofs(id, "queued")).isEmpty();
            assertThat(proofs(id, "superseded")).hasSizeGreaterThanOrEqualTo(AWAY);
            end(id).statusCode(409).body("code", equalTo("emergency.already-over"));
        } finally {
            links.forEach(CarLink::close);
        }
    }

    @Test
    @TestSecurity(
            user = "operator",
            roles = {"operator", "safety"})
    void telemetryThatAnEmergencyGoesBeforeIsAcknowledgedAfterIt() throws Exception {
        TestCar car = car("bulk-1");
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = link.welcome().getSessionEpoch();
            try (CarLink bulk = CarLink.bulk(car.channel(pki, config.linkPort()), epoch)) {
                bulk.welcome();
                String id = declare(Map.of("kind", "stop-now"));
                for (int sequence = 1; sequence <= 3; sequence++) {
                    bulk.send(Uplink.newBuilder()
                            .setLane(Lane.LANE_TELEMETRY)
                            .setSequence(sequence)
                            .setBootEpoch(1)
                            .setTelemetry(TelemetryBatch.newBuilder().addSamples(Sample.getDefaultInstance()))
                            .build());
                }
                Command got = link.await(FrameCase.COMMAND).getCommand();
                link.report(1, got.getCommandId(), CommandState.COMMAND_STATE_RECEIVED);
                awaitAck(link, 1);
                awaitAck(bulk, 3);
                end(id).statusCode(202);
            }
        }
    }

    @Test
    @TestSecurity(
            user = "operator",
            roles = {"operator", "safety"})
    void whoComesLaterHearsOfWhatIsInForceAndOfNothingElse() throws Exception {
        TestCar away = car("late-1");
        String over = declare(Map.of("kind", "pull-over"));
        end(over).statusCode(202);
        String id = declare(Map.of("kind", "avoid-area", "area", Map.of("type", "Polygon", "coordinates", PORT)));
        TestCar young = car("late-2");
        try (CarLink one = connect(away, 0);
                CarLink two = connect(young, 0)) {
            assertThat(one.await(FrameCase.COMMAND)
                            .getCommand()
                            .getEndEmergency()
                            .getEmergencyId())
                    .isEqualTo(over);
            for (CarLink link : List.of(one, two)) {
                Command got = link.await(FrameCase.COMMAND).getCommand();
                assertThat(got.getAvoidArea().getEmergencyId()).isEqualTo(id);
                assertThat(got.getAvoidArea().getArea().getCornersCount()).isEqualTo(3);
            }
            assertThat(proofs(id, "sent"))
                    .extracting(proof -> proof.get("vehicleId"))
                    .contains("late-1", "late-2");
            get(id).body("emergency.area.coordinates[0][1][0]", equalTo(7.43f));
        } finally {
            end(id).statusCode(202);
        }
    }

    @Test
    @TestSecurity(
            user = "operator",
            roles = {"operator", "safety"})
    void aCarAtAnotherGatewayIsCalled() throws Exception {
        TestCar car = car("elsewhere-1");
        try (CarLink link = connect(car, 0)) {
            await().atMost(PATIENCE).until(() -> epoch("elsewhere-1") > 0);
            // For the one that declares, the car is elsewhere; whoever hears the call and has it delivers.
            move("elsewhere-1");
            String id = declare(Map.of("kind", "stop-now"));
            assertThat(link.await(FrameCase.COMMAND).getCommand().getStopNow().getEmergencyId())
                    .isEqualTo(id);
            end(id).statusCode(202);
            assertThat(link.await(FrameCase.COMMAND).getCommand().hasEndEmergency())
                    .isTrue();
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        post(Map.of("kind", "avoid-area")).statusCode(422).body("code", equalTo("command.bad-request"));
        post(Map.of("kind", "unlock-doors")).statusCode(422);
        post(Map.of("kind", "stop-now", "deadlineSeconds", 0)).statusCode(422);
        post(Map.of("kind", "stop-now", "deadlineSeconds", 100_000)).statusCode(422);
        post(Map.of("kind", "stop-now", "area", Map.of("type", "Point", "coordinates", List.of())))
                .statusCode(422);
        end("none").statusCode(404).body("code", equalTo("emergency.unknown"));
        given().get("/v1/emergencies/none").then().statusCode(404).body("code", equalTo("emergency.unknown"));
        given().get("/v1/emergencies/none/proofs").then().statusCode(404);
    }

    @Test
    @TestSecurity(user = "auditor", roles = "auditor")
    void anAuditorReadsAndDeclaresNothing() {
        post(Map.of("kind", "stop-now")).statusCode(403);
        end("none").statusCode(403);
        given().get("/v1/emergencies").then().statusCode(200);
    }

    private static String name(String kind, int number) {
        return "emergency-" + kind + "-%03d".formatted(number);
    }

    private static ValidatableResponse post(Map<String, Object> emergency) {
        Map<String, Object> body = new java.util.HashMap<>(emergency);
        body.put("reason", "a test of the brakes");
        return given().contentType("application/json")
                .body(body)
                .post("/v1/emergencies")
                .then();
    }

    private static String declare(Map<String, Object> emergency) {
        return post(emergency).statusCode(202).extract().path("emergencyId");
    }

    private static ValidatableResponse end(String id) {
        return given().contentType("application/json")
                .body(Map.of("reason", "all is well"))
                .post("/v1/emergencies/" + id + "/end")
                .then();
    }

    private static ValidatableResponse get(String id) {
        return given().get("/v1/emergencies/" + id).then().statusCode(200);
    }

    private static List<Map<String, Object>> proofs(String id, String state) {
        return given().queryParam("state", state)
                .queryParam("limit", 1_000)
                .get("/v1/emergencies/" + id + "/proofs")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$");
    }

    private long epoch(String car) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select session_epoch from vehicle where id = ?")) {
            query.setString(1, car);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void move(String car) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(
                        "update vehicle set session_epoch = session_epoch + 1, session_instance = 'other/3' where id = ?")) {
            update.setString(1, car);
            update.executeUpdate();
        }
    }
}
