package robotaxi.dispatch.task.adapter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.dispatch.CarOnKafka;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.task.Tasks;
import robotaxi.dispatch.task.TasksContract;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.KafkaReader;

/** The contract over PostgreSQL, and one charge over the real edges. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class PostgresTasksTest extends TasksContract {
    private static final Place CASINO = new Place(43.7396, 7.4276);
    private static final String MARKET = "/v1/markets/monaco/";

    @Inject
    PostgresTasks tasks;

    @Inject
    KafkaClients clients;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Override
    protected Tasks tasks() {
        return tasks;
    }

    @Override
    protected <T> T together(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void anOperatorSendsACarToChargeAndTakesItBack() throws Exception {
        try (var car = new CarOnKafka(clients, "task-car", CASINO)) {
            String depot = given().get(MARKET + "chargers")
                    .then()
                    .statusCode(200)
                    .body("", hasSize(3))
                    .body("[0].places", greaterThan(0))
                    .extract()
                    .path("[0].siteId");
            Map<String, String> wish =
                    Map.of("vehicleId", "task-car", "kind", "charge", "siteId", depot, "reason", "low tyres");
            String[] task = new String[1];
            await(() -> task[0] = order(wish)
                    .statusCode(201)
                    .body("state", equalTo("ordered"))
                    .extract()
                    .path("taskId"));
            StartMission mission = mission();
            org.assertj.core.api.Assertions.assertThat(mission.getRideId()).isEmpty();
            car.is(DrivingMode.DRIVING_MODE_AUTONOMOUS_VALUE, mission.getMissionId(), CASINO, false);
            car.mission("task-1", mission.getMissionId(), MissionState.MISSION_STATE_UNDER_WAY);
            awaitState("to-charger");
            car.is(DrivingMode.DRIVING_MODE_PARKED_VALUE, "", CASINO, false);
            car.mission("task-2", mission.getMissionId(), MissionState.MISSION_STATE_ARRIVED);
            // The car that tells of itself here is charged enough: the task ends by itself.
            await(() -> given().get(MARKET + "tasks?state=all")
                    .then()
                    .body("find { it.taskId == '" + task[0] + "' }.state", equalTo("done"))
                    .body("find { it.taskId == '" + task[0] + "' }.cause", equalTo("charged")));
            awaitState("idle");
            String next = order(wish).statusCode(201).extract().path("taskId");
            cancel(next, Map.of()).statusCode(422).body("code", equalTo("task.bad-request"));
            String key = "cancel-" + next;
            cancel(next, key).statusCode(200).body("state", equalTo("cancelled"));
            cancel(next, key).statusCode(200).header("Idempotency-Replayed", "true");
            cancel(next, Map.of("reason", "no"))
                    .statusCode(409)
                    .body("code", equalTo("task.already-over"))
                    .body("currentState", equalTo("cancelled"));
            given().get(MARKET + "chargers").then().body("[0].charging", empty());
        }
    }

    @Test
    @TestSecurity(user = "anna", roles = "rider")
    void aRiderOrdersNoTask() {
        order(Map.of()).statusCode(403);
        given().get(MARKET + "tasks").then().statusCode(403);
    }

    private StartMission mission() throws Exception {
        var record = KafkaReader.readUntil(kafka, Topics.VEHICLE_COMMANDS, r -> isTask(r.value()))
                .getLast();
        return Command.parseFrom(record.value()).getStartMission();
    }

    private static boolean isTask(byte[] value) {
        try {
            Command command = Command.parseFrom(value);
            return command.getVehicleId().equals("task-car")
                    && command.getStartMission().getPurpose() == MissionPurpose.MISSION_PURPOSE_REPOSITION;
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitState(String state) {
        await(() ->
                given().get("/v1/vehicles").then().body("find { it.vehicleId == 'task-car' }.state", equalTo(state)));
    }

    private static void await(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }

    private static ValidatableResponse order(Map<String, String> wish) {
        return given().contentType("application/json")
                .body(wish)
                .post(MARKET + "tasks")
                .then();
    }

    private static ValidatableResponse cancel(String task, Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/tasks/" + task + "/cancel")
                .then();
    }

    private static ValidatableResponse cancel(String task, String key) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(Map.of("reason", "no"))
                .post("/v1/tasks/" + task + "/cancel")
                .then();
    }
}
