package robotaxi.dispatch.ride.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.contracts.signing.CommandVerifier;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.PassengerAct;
import robotaxi.dispatch.CarOnKafka;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.trace.Trace;
import robotaxi.testkit.KafkaReader;
import robotaxi.testkit.TestSigners;

/** One ride over the real edges, as its rider, its car, a stranger and an operator see it. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RideStoryTest {
    private static final String CAR = "story-car";
    private static final Place PICKUP = new Place(43.7396, 7.4276);
    private static final Place DROPOFF = new Place(43.7325, 7.4189);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PARKED = DrivingMode.DRIVING_MODE_PARKED_VALUE;
    private static final Trace RIDER = Trace.begin();
    private static final int AUTONOMOUS = DrivingMode.DRIVING_MODE_AUTONOMOUS_VALUE;

    /** The story goes on from test to test. */
    private static CarOnKafka car;

    private static String quote = "";
    private static String ride = "";
    private static String pin = "";

    TestSigners signers;

    @Inject
    KafkaClients clients;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @AfterAll
    static void parkTheCar() {
        if (car != null) {
            car.close();
        }
    }

    @Test
    @Order(1)
    @TestSecurity(user = "anna", roles = "rider")
    void aQuoteHasAPriceAndTheTimeUntilTheCarIsHere() {
        car = new CarOnKafka(clients, CAR, DROPOFF);
        await().atMost(PATIENCE)
                .untilAsserted(() -> quote = quote(PICKUP, DROPOFF)
                        .statusCode(201)
                        .body("currency", equalTo("EUR"))
                        .body("etaSeconds", notNullValue())
                        .extract()
                        .path("quoteId"));
    }

    @Test
    @Order(2)
    @TestSecurity(user = "anna", roles = "rider")
    void aQuoteBecomesOneRideHoweverOftenItIsSent() {
        JsonPath first = request("key-1", quote)
                .statusCode(201)
                .body("pin", matchesPattern("[0-9]{4}"))
                .extract()
                .jsonPath();
        ride = first.getString("rideId");
        pin = first.getString("pin");
        request("key-1", quote).statusCode(201).body("rideId", equalTo(ride));
        request("key-2", quote).statusCode(409).body("code", equalTo("quote.used"));
        String another = quote(DROPOFF, PICKUP).extract().path("quoteId");
        request("key-1", another).statusCode(422).body("code", equalTo("ride.idempotency-mismatch"));
    }

    @Test
    @Order(3)
    @TestSecurity(user = "anna", roles = "rider")
    void theCarIsChosenAndToldItsWay() throws Exception {
        awaitState("matched");
        given().get("/v1/rides/" + ride).then().body("vehicle.vehicleId", equalTo(CAR));
        Command command = command(
                "a mission to the pick-up",
                c -> c.hasStartMission() && c.getStartMission().getRideId().equals(ride));
        assertThat(command.getVehicleId()).isEqualTo(CAR);
        assertThat(command.getSender()).isEqualTo("dispatch");
        assertThat(command.getStartMission().getPurpose()).isEqualTo(MissionPurpose.MISSION_PURPOSE_PICKUP);
        var route = command.getStartMission().getRoute();
        assertThat(route.getSpeedLimitsMetresPerSecondCount()).isEqualTo(route.getPointsCount() - 1);
        String mission = command.getStartMission().getMissionId();
        car.is(AUTONOMOUS, mission, PICKUP, false);
        car.mission("story-1", mission, MissionState.MISSION_STATE_UNDER_WAY);
        awaitState("en-route");
        unlock(pin).statusCode(409).body("code", equalTo("ride.state-conflict"));
        car.is(PARKED, mission, PICKUP, false);
        car.mission("story-2", mission, MissionState.MISSION_STATE_ARRIVED);
        car.mission("story-2", mission, MissionState.MISSION_STATE_ARRIVED);
        awaitState("arrived");
    }

    @Test
    @Order(4)
    @TestSecurity(user = "mallory", roles = "rider")
    void aStrangersRideIsAsUnknownAsOneThatNeverWas() {
        for (String id : List.of(ride, "never-was")) {
            given().get("/v1/rides/" + id).then().statusCode(404).body("code", equalTo("ride.unknown"));
            given().contentType("application/json")
                    .body(Map.of("pin", pin))
                    .post("/v1/rides/" + id + "/unlock")
                    .then()
                    .statusCode(404);
            given().contentType("application/json")
                    .post("/v1/rides/" + id + "/cancel")
                    .then()
                    .statusCode(404);
        }
        given().get("/v1/rides").then().statusCode(200).body("rides.size()", equalTo(0));
        request("key-1", quote).statusCode(404).body("code", equalTo("quote.unknown"));
    }

    @Test
    @Order(5)
    @TestSecurity(user = "olga", roles = "operator")
    void anOperatorSeesTheRideButNotItsPin() {
        given().get("/v1/rides/" + ride)
                .then()
                .statusCode(200)
                .body("state", equalTo("arrived"))
                .body("pin", nullValue());
        given().get("/v1/vehicles")
                .then()
                .statusCode(200)
                .body("find { it.vehicleId == '" + CAR + "' }.state", equalTo("arrived"))
                .body("find { it.vehicleId == '" + CAR + "' }.rideId", equalTo(ride));
        unlock(pin).statusCode(403);
    }

    @Test
    @Order(6)
    @TestSecurity(user = "anna", roles = "rider")
    void theRightPinOpensTheDoorsAndOnlyASeatedRiderStarts() throws Exception {
        unlock(pin.equals("0000") ? "1111" : "0000")
                .statusCode(409)
                .body("code", equalTo("ride.wrong-pin"))
                .body("currentState", equalTo("arrived"));
        unlock(pin).statusCode(200).body("state", equalTo("boarding"));
        command(
                "to unlock",
                c -> c.hasUnlockDoors() && c.getUnlockDoors().getRideId().equals(ride));
        start().statusCode(409).body("code", equalTo("ride.not-boarded")).body("currentState", equalTo("boarding"));
        car.is(PARKED, "", PICKUP, true);
        car.passenger("story-3", ride, PassengerAct.PASSENGER_ACT_BOARDED);
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/rides/" + ride).then().body("boarded", equalTo(true)));
        start().statusCode(200).body("state", equalTo("in-ride"));
        Command command = command(
                "a mission with the rider",
                c -> c.hasStartMission()
                        && c.getStartMission().getPurpose() == MissionPurpose.MISSION_PURPOSE_DROPOFF
                        && c.getStartMission().getRideId().equals(ride));
        car.is(AUTONOMOUS, command.getStartMission().getMissionId(), PICKUP, true);
    }

    @Test
    @Order(7)
    @TestSecurity(user = "anna", roles = "rider")
    void whoIsDrivenCanNeitherCancelNorPayYet() {
        given().contentType("application/json")
                .post("/v1/rides/" + ride + "/cancel")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("ride.state-conflict"))
                .body("currentState", equalTo("in-ride"));
        given().get("/v1/rides/" + ride + "/receipt")
                .then()
                .statusCode(409)
                .body("code", equalTo("ride.not-completed"));
    }

    @Test
    @Order(8)
    @TestSecurity(user = "anna", roles = "rider")
    void whoGotOutHasAReceiptAndTheStreamEnds() {
        car.is(PARKED, "", DROPOFF, false);
        car.passenger("story-4", ride, PassengerAct.PASSENGER_ACT_ALIGHTED);
        awaitState("completed");
        JsonPath receipt = given().get("/v1/rides/" + ride + "/receipt")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(receipt.getLong("baseMinor")
                        + receipt.getLong("distanceMinor")
                        + receipt.getLong("timeMinor")
                        + receipt.getLong("toLeastMinor"))
                .isEqualTo(receipt.getLong("totalMinor"));
        assertThat(receipt.getString("vehicleId")).isEqualTo(CAR);
        // Reads to the end: it would never return if the stream went on.
        String stream = given().get("/v1/rides/" + ride + "/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(stream).containsOnlyOnce("data:").contains("\"completed\"");
        given().contentType("application/json")
                .post("/v1/rides/" + ride + "/cancel")
                .then()
                .statusCode(409)
                .body("code", equalTo("ride.already-over"))
                .body("currentState", equalTo("completed"));
    }

    @Test
    @Order(9)
    void theWorldHeardOfEveryStepOnce() throws Exception {
        List<String> states = new ArrayList<>();
        List<String> traces = new ArrayList<>();
        for (var record : KafkaReader.readUntil(kafka, Topics.RIDE_EVENTS, r -> isLast(r.value()))) {
            RideEvent event = RideEvent.parseFrom(record.value());
            if (event.getRideId().equals(ride)) {
                states.add(event.getToState());
                traces.add(Trace.parse(KafkaReader.header(record, Topics.TRACEPARENT))
                        .orElseThrow()
                        .traceId());
            }
        }
        assertThat(traces.getFirst()).as("the trace of the request").isEqualTo(RIDER.traceId());
        assertThat(traces.getLast()).as("the trace of another act").isNotEqualTo(RIDER.traceId());
        assertThat(states)
                .containsExactly(
                        "requested", "matched", "en-route", "arrived", "boarding", "boarding", "in-ride", "completed");
    }

    @Test
    @Order(10)
    void withoutALogInThereIsNothing() {
        given().get("/v1/rides").then().statusCode(401);
        quote(PICKUP, DROPOFF).statusCode(401);
    }

    @Test
    @Order(11)
    @TestSecurity(user = "bert", roles = "rider")
    void wherefromWeDoNotDriveThereIsNoQuote() {
        quote(new Place(43.7034, 7.2663), DROPOFF).statusCode(422).body("code", equalTo("ride.out-of-area"));
        given().contentType("application/json")
                .body("{\"pickup\":{\"latitude\":200,\"longitude\":7},\"dropoff\":{\"latitude\":43.7,\"longitude\":7}}")
                .post("/v1/quotes")
                .then()
                .statusCode(422)
                .body("detail", containsString("200"));
    }

    private static boolean isLast(byte[] value) {
        try {
            RideEvent event = RideEvent.parseFrom(value);
            return event.getRideId().equals(ride) && event.getToState().equals("completed");
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValidatableResponse quote(Place from, Place to) {
        return given().contentType("application/json")
                .body(Map.of(
                        "pickup", Map.of("latitude", from.latitude(), "longitude", from.longitude()),
                        "dropoff", Map.of("latitude", to.latitude(), "longitude", to.longitude())))
                .post("/v1/quotes")
                .then();
    }

    private static ValidatableResponse request(String key, String quoteId) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .header(Trace.HEADER, RIDER.traceparent())
                .body(Map.of("quoteId", quoteId))
                .post("/v1/rides")
                .then();
    }

    private static ValidatableResponse unlock(String givenPin) {
        return given().contentType("application/json")
                .body(Map.of("pin", givenPin))
                .post("/v1/rides/" + ride + "/unlock")
                .then();
    }

    private static ValidatableResponse start() {
        return given().post("/v1/rides/" + ride + "/start").then();
    }

    private static void awaitState(String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/rides/" + ride).then().body("state", equalTo(state)));
    }

    private Command command(String what, java.util.function.Predicate<Command> wanted) throws Exception {
        var last = KafkaReader.readUntil(kafka, Topics.VEHICLE_COMMANDS, r -> wanted.test(parsed(r.value())))
                .getLast();
        assertThat(parsed(last.value()).hasNotAfter())
                .as("%s has a deadline", what)
                .isTrue();
        assertThat(new CommandVerifier(signers.root(), InstantSource.system()).refuse(parsed(last.value())))
                .as("a car would take %s", what)
                .isEmpty();
        return parsed(last.value());
    }

    private static Command parsed(byte[] value) {
        try {
            return Command.parseFrom(value);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
