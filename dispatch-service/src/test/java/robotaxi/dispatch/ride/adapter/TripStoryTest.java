package robotaxi.dispatch.ride.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.MissionPurpose;
import robotaxi.contracts.telemetry.v1.DrivingMode;
import robotaxi.contracts.vehicle.v1.MissionState;
import robotaxi.contracts.vehicle.v1.PassengerAct;
import robotaxi.dispatch.CarOnKafka;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.KafkaReader;

/** A ride whose rider changes it, stops on the way and has something to say afterwards. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TripStoryTest {
    private static final String CAR = "trip-car";
    private static final Place PICKUP = new Place(43.7455, 7.4325);
    private static final Place NEAR = new Place(43.7440, 7.4305);
    private static final Place FAR = new Place(43.7295, 7.4190);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PARKED = DrivingMode.DRIVING_MODE_PARKED_VALUE;
    private static final int AUTONOMOUS = DrivingMode.DRIVING_MODE_AUTONOMOUS_VALUE;

    /** The story goes on from test to test. */
    private static CarOnKafka car;

    private static String ride = "";
    private static String pin = "";
    private static long priceMinor;
    private static int events;

    @Inject
    KafkaClients clients;

    @Inject
    DataSource database;

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
    @TestSecurity(user = "carla", roles = "rider")
    void theWaitIsShownBeforeADestinationIsKnown() {
        car = new CarOnKafka(clients, CAR, PICKUP);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> waitAt(PICKUP).body("served", equalTo(true)).body("etaSeconds", notNullValue()));
        waitAt(new Place(43.7034, 7.2663)).body("served", equalTo(false)).body("etaSeconds", nullValue());
        given().get("/v1/wait").then().statusCode(422).body("code", equalTo("ride.bad-request"));
    }

    @Test
    @Order(2)
    @TestSecurity(user = "carla", roles = "rider")
    void aPartyThatNoCarTakesHearsItWithTheQuote() {
        call("", Map.of("pickup", json(PICKUP), "dropoff", json(NEAR), "wheelchair", true))
                .post("/v1/quotes")
                .then()
                .statusCode(409)
                .body("code", equalTo("ride.no-suitable-car"));
    }

    @Test
    @Order(2)
    @TestSecurity(user = "carla", roles = "rider")
    void aKeyHasOneEffectAndOneAnswer() {
        String first = quote("q-1", NEAR).statusCode(201).extract().asString();
        String again = quote("q-1", NEAR)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .extract()
                .asString();
        assertThat(again).isEqualTo(first);
        quote("q-1", FAR).statusCode(422).body("code", equalTo("ride.idempotency-mismatch"));
        JsonPath asked = call("r-1", Map.of("quoteId", JsonPath.from(first).getString("quoteId")))
                .post("/v1/rides")
                .then()
                .statusCode(201)
                .body("editableFields", hasSize(2))
                .extract()
                .jsonPath();
        ride = asked.getString("rideId");
        pin = asked.getString("pin");
        priceMinor = asked.getLong("priceMinor");
    }

    @Test
    @Order(3)
    @TestSecurity(user = "carla", roles = "rider")
    void aChangeHasAPreviewAndItsPriceMustBeAccepted() {
        long dearer = act("change-destination", "", Map.of("place", json(FAR), "preview", true))
                .statusCode(200)
                .body("priceMinor", greaterThan((int) priceMinor))
                .extract()
                .jsonPath()
                .getLong("priceMinor");
        act("change-destination", "", Map.of("place", json(FAR)))
                .statusCode(409)
                .body("code", equalTo("ride.price-not-accepted"));
        act("change-destination", "", Map.of("place", json(FAR), "acceptedPriceMinor", dearer))
                .statusCode(200)
                .body("priceMinor", equalTo((int) dearer));
        act("add-stop", "s-1", Map.of("place", json(NEAR), "acceptedPriceMinor", 100_000))
                .statusCode(200)
                .body("stops", hasSize(1));
        act("add-stop", "s-1", Map.of("place", json(NEAR), "acceptedPriceMinor", 100_000))
                .statusCode(200)
                .header("Idempotency-Replayed", "true");
        priceMinor = given().get("/v1/rides/" + ride)
                .then()
                .body("stops", hasSize(1))
                .extract()
                .jsonPath()
                .getLong("priceMinor");
        act("add-stop", "", Map.of("place", json(new Place(43.7034, 7.2663))))
                .statusCode(422)
                .body("code", equalTo("ride.out-of-area"));
    }

    @Test
    @Order(4)
    @TestSecurity(user = "carla", roles = "rider")
    void whoDecidesOnAnOldPictureIsToldSo() {
        given().header("If-Match", "\"1\"")
                .contentType("application/json")
                .post("/v1/rides/" + ride + "/cancel")
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("code", equalTo("ride.outdated"));
        given().get("/v1/rides/" + ride).then().header("ETag", notNullValue());
    }

    @Test
    @Order(5)
    @TestSecurity(user = "carla", roles = "rider")
    void theCarThatWaitsHonks() throws Exception {
        act("signal", "", Map.of()).statusCode(409).body("code", equalTo("ride.not-waiting"));
        arrive(mission(MissionPurpose.MISSION_PURPOSE_PICKUP), PICKUP, "arrived");
        act("signal", "", Map.of("flash", false)).statusCode(200).body("state", equalTo("arrived"));
        Command signal = command(
                c -> c.hasSignalPresence() && c.getSignalPresence().getRideId().equals(ride));
        assertThat(signal.getSignalPresence().getHonk()).isTrue();
        assertThat(signal.getSignalPresence().getFlash()).isFalse();
    }

    @Test
    @Order(6)
    @TestSecurity(user = "carla", roles = "rider")
    void theCarStopsOnTheWayIsKeptAndGoesOn() throws Exception {
        act("unlock", "", Map.of("pin", pin)).statusCode(200);
        passenger(PassengerAct.PASSENGER_ACT_BOARDED);
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/rides/" + ride).then().body("boarded", equalTo(true)));
        act("start", "", Map.of()).statusCode(200).body("state", equalTo("in-ride"));
        arrive(mission(MissionPurpose.MISSION_PURPOSE_STOP), NEAR, "stopped");
        act("hold", "", Map.of()).statusCode(200).body("state", equalTo("hold"));
        act("resume", "", Map.of())
                .statusCode(200)
                .body("state", equalTo("in-ride"))
                .body("stops", empty());
        Command last = mission(MissionPurpose.MISSION_PURPOSE_DROPOFF);
        car.is(PARKED, last.getStartMission().getMissionId(), FAR, true);
        act("end", "", Map.of()).statusCode(409).body("currentState", equalTo("in-ride"));
        car.is(PARKED, "", FAR, false);
        passenger(PassengerAct.PASSENGER_ACT_ALIGHTED);
        awaitState("completed");
    }

    @Test
    @Order(7)
    @TestSecurity(user = "carla", roles = "rider")
    void whoComesBackToTheStreamGetsWhatWasMissed() {
        String stream = given().header("Last-Event-ID", "1")
                .get("/v1/rides/" + ride + "/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(stream.lines().filter(line -> line.startsWith("event:")))
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.endsWith("moved"));
        assertThat(stream)
                .contains("\"toState\":\"hold\"")
                .contains("\"cause\":\"add-stop\"")
                .containsPattern("(?m)^id: ?2$");
    }

    @Test
    @Order(8)
    @TestSecurity(user = "carla", roles = "rider")
    void theReceiptSaysWhatChanged() {
        JsonPath receipt = receipt();
        assertThat(receipt.getLong("holdMinor")).isEqualTo(40);
        assertThat(receipt.getLong("totalMinor")).isEqualTo(priceMinor + 40);
        assertThat(receipt.getLong("baseMinor")
                        + receipt.getLong("distanceMinor")
                        + receipt.getLong("timeMinor")
                        + receipt.getLong("toLeastMinor")
                        + receipt.getLong("changesMinor")
                        + receipt.getLong("holdMinor"))
                .isEqualTo(receipt.getLong("totalMinor"));
        assertThat(receipt.getList("lines.amountMinor", Long.class).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(receipt.getLong("totalMinor"));
        act("rate", "", Map.of("carStars", 5, "driveStars", 4)).statusCode(201);
        act("rate", "", Map.of("carStars", 1, "driveStars", 1))
                .statusCode(409)
                .body("code", equalTo("ride.rated-already"));
        act("report-lost-item", "", Map.of("text", "a blue hat"))
                .statusCode(201)
                .body("kind", equalTo("lost-item"));
        act("refund", "", Map.of("amountMinor", 1, "reason", "mine")).statusCode(403);
    }

    @Test
    @Order(9)
    @TestSecurity(user = "olga", roles = "operator")
    void anOperatorChargesAndGivesBackOnceAKey() {
        act("cleaning-fee", "c-1", Map.of("amountMinor", 4_000, "reason", "sand"))
                .statusCode(200)
                .body("cleaningFee", equalTo("charged"));
        act("cleaning-fee", "c-1", Map.of("amountMinor", 4_000, "reason", "sand"))
                .statusCode(200)
                .header("Idempotency-Replayed", "true");
        act("cleaning-fee", "c-2", Map.of("amountMinor", 4_000, "reason", "sand"))
                .statusCode(409)
                .body("code", equalTo("payment.fee-charged-already"));
        act("dispute-decision", "", Map.of("upheld", true, "reason", "none"))
                .statusCode(409)
                .body("code", equalTo("payment.no-dispute"));
        String note = given().get("/v1/notes")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("notes.find { it.rideId == '" + ride + "' }.noteId");
        given().contentType("application/json")
                .body(Map.of("answer", "at the desk"))
                .post("/v1/notes/" + note + "/close")
                .then()
                .statusCode(200)
                .body("answer", equalTo("at the desk"));
    }

    @Test
    @Order(10)
    @TestSecurity(user = "carla", roles = "rider")
    void aDisputedFeeIsNotOwed() {
        act("dispute", "", Map.of("reason", "it was clean"))
                .statusCode(200)
                .body("cleaningFee", equalTo("disputed"))
                .body("totalMinor", equalTo((int) priceMinor + 40));
    }

    @Test
    @Order(11)
    @TestSecurity(user = "olga", roles = "operator")
    void theDisputeIsDecidedAndMoneyIsGivenBack() {
        act("dispute-decision", "", Map.of("upheld", false, "reason", "the film shows it"))
                .statusCode(200)
                .body("cleaningFee", equalTo("dropped"))
                .body("feesMinor", equalTo(0));
        act("refund", "", Map.of("amountMinor", 40, "reason", "the hold"))
                .statusCode(200)
                .body("totalMinor", equalTo((int) priceMinor));
        act("refund", "", Map.of("amountMinor", 1_000_000, "reason", "all"))
                .statusCode(409)
                .body("code", equalTo("payment.more-than-owed"));
    }

    @Test
    @Order(12)
    void theDatabaseItselfRefusesToChangeAnEntry() throws SQLException {
        try (var connection = database.getConnection();
                var change = connection.prepareStatement("update ride_entry set amount_minor = 1")) {
            assertThatThrownBy(change::executeUpdate).hasMessageContaining("never changed");
        }
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select count(*) from audit_entry where subject = ?")) {
            query.setString(1, ride);
            try (var rows = query.executeQuery()) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(4);
            }
        }
    }

    private static Map<String, Double> json(Place place) {
        return Map.of("latitude", place.latitude(), "longitude", place.longitude());
    }

    private static ValidatableResponse waitAt(Place place) {
        return given().queryParams(json(place)).get("/v1/wait").then().statusCode(200);
    }

    private static RequestSpecification call(String key, Object body) {
        RequestSpecification call = given().contentType("application/json").body(body);
        return key.isEmpty() ? call : call.header("Idempotency-Key", key);
    }

    private static ValidatableResponse quote(String key, Place to) {
        return call(key, Map.of("pickup", json(PICKUP), "dropoff", json(to)))
                .post("/v1/quotes")
                .then();
    }

    private static ValidatableResponse act(String act, String key, Object body) {
        return call(key, body).post("/v1/rides/" + ride + "/" + act).then();
    }

    private static JsonPath receipt() {
        return given().get("/v1/rides/" + ride + "/receipt")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void passenger(PassengerAct act) {
        car.passenger("trip-" + ++events, ride, act);
    }

    private static void arrive(Command mission, Place at, String state) {
        String id = mission.getStartMission().getMissionId();
        car.is(AUTONOMOUS, id, at, false);
        car.mission("trip-" + ++events, id, MissionState.MISSION_STATE_UNDER_WAY);
        car.is(PARKED, id, at, false);
        car.mission("trip-" + ++events, id, MissionState.MISSION_STATE_ARRIVED);
        awaitState(state);
    }

    private static void awaitState(String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/rides/" + ride).then().body("state", equalTo(state)));
    }

    private Command mission(MissionPurpose purpose) throws Exception {
        return command(c -> c.getStartMission().getRideId().equals(ride)
                && c.getStartMission().getPurpose() == purpose);
    }

    private Command command(Predicate<Command> wanted) throws Exception {
        return parsed(KafkaReader.readUntil(kafka, Topics.VEHICLE_COMMANDS, r -> wanted.test(parsed(r.value())))
                .getLast()
                .value());
    }

    private static Command parsed(byte[] value) {
        try {
            return Command.parseFrom(value);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
