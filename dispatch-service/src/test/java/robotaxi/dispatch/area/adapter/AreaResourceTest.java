package robotaxi.dispatch.area.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.StartMission;
import robotaxi.dispatch.CarOnKafka;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.KafkaReader;

/** Closures, areas and weather in a market of their own, on the roads of Monaco. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class AreaResourceTest {
    private static final Place CASINO = new Place(43.7396, 7.4276);
    private static final Place STATION = new Place(43.7325, 7.4189);
    private static final Place MARKET_HALL = new Place(43.7371, 7.4217);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration REPLANNED_WITHIN = Duration.ofSeconds(5);
    private static final String AREAS = "/v1/markets/monaco/areas";

    @Inject
    DataSource database;

    @Inject
    KafkaClients clients;

    @Inject
    MarketOwner owner;

    @Inject
    OperatingAreas areas;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    /** Straight in the database: the other tests' city has no areas. */
    @AfterEach
    void forget() throws SQLException {
        execute("delete from operating_area");
        execute("delete from market_weather");
        areas.lookAgain();
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator", "rider"})
    void aClosureRefusesQuotesAtOnceAndItsRemovalTakesThatBack() {
        quote(CASINO, STATION).statusCode(201);
        String id = close(STATION, 0.0005).statusCode(201).extract().path("area.areaId");
        quote(CASINO, STATION)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("area.out-of-odd"))
                .body("currentState", equalTo("closed"));
        given().contentType("application/json")
                .body(Map.of("reason", "over"))
                .delete(AREAS + "/" + id)
                .then()
                .statusCode(200);
        quote(CASINO, STATION).statusCode(201);
        given().get(AREAS + "/" + id + "/versions").then().body("version", equalTo(List.of(2, 1)));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator", "rider"})
    void aCarUnderWayIsGivenAWayAroundAndTheRideIsPreviewed() throws Exception {
        await().atMost(PATIENCE).until(() -> owner.owns("monaco"));
        String id = "closure-" + UUID.randomUUID();
        try (var _ = new CarOnKafka(clients, id, CASINO)) {
            String ride = rideOf(id, MARKET_HALL, STATION);
            StartMission first = mission(ride, "");
            preview(CASINO, 0.0004)
                    .statusCode(200)
                    .body("rides.find { it.rideId == '" + ride + "' }.why", equalTo("vehicle"))
                    .body("vehicles", hasItem(id));
            given().get(AREAS).then().body("$", empty());
            long begin = System.nanoTime();
            close(CASINO, 0.0004).statusCode(201).body("stranded.rides.rideId", hasItem(ride));
            StartMission second = mission(ride, first.getMissionId());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(REPLANNED_WITHIN);
            assertThat(second.getMissionId()).isNotEqualTo(first.getMissionId());
            assertThat(new Place(
                                    second.getRoute().getPoints(0).getLatitudeDegrees(),
                                    second.getRoute().getPoints(0).getLongitudeDegrees())
                            .distanceMetresTo(CASINO))
                    .as("from where the car stands")
                    .isLessThan(60);
            given().contentType("application/json")
                    .body(Map.of("reason", "test over"))
                    .post("/v1/rides/" + ride + "/cancel");
        }
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator", "rider"})
    void inWeatherThatItsAreasAreNotMadeForAMarketTakesNoRides() {
        make("SERVED", CASINO, 0.05, Map.of("weather", List.of("CLEAR"))).statusCode(201);
        quote(CASINO, STATION).statusCode(201);
        weather("SNOW").statusCode(200);
        quote(CASINO, STATION).statusCode(409).body("currentState", equalTo("weather-hold"));
        weather("CLEAR").statusCode(200);
        quote(CASINO, STATION).statusCode(201);
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator", "rider"})
    void whoReadAnOldVersionChangesNothingAndEveryChangeIsAudited() throws SQLException {
        String id = close(STATION, 0.0005).extract().path("area.areaId");
        change(id, "\"7\"").statusCode(409).body("code", equalTo("area.changed-meanwhile"));
        change(id, "\"1\"").statusCode(200).body("area.version", equalTo(2));
        given().get(AREAS).then().body("$", hasSize(1)).body("[0].version", equalTo(2));
        assertThat(audited(id)).isEqualTo(2);
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void aClosureSentTwiceWithOneKeyIsOneClosure() {
        String key = "closure-" + UUID.randomUUID();
        var first = keyed(key, 0.0005).statusCode(201).extract();
        String id = first.path("area.areaId");
        assertThat(first.header("Location")).endsWith(AREAS + "/" + id);
        var again = keyed(key, 0.0005)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .extract();
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        keyed(key, 0.0007).statusCode(422).body("code", equalTo("ride.idempotency-mismatch"));
        given().get(AREAS).then().body("$", hasSize(1));
    }

    private static ValidatableResponse keyed(String key, double degrees) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(Map.of("area", area("CLOSED", STATION, degrees, Map.of()), "reason", "a water main burst"))
                .post(AREAS)
                .then();
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void whatIsNoPolygonOrHasNoReasonIsRefused() {
        given().contentType("application/json")
                .body("{\"reason\":\"x\",\"area\":{\"name\":\"a\",\"effect\":\"CLOSED\",\"geometry\":"
                        + "{\"type\":\"Polygon\",\"coordinates\":[[[7,43],[8,44],[8,43],[7,44],[7,43]]]}}}")
                .post(AREAS)
                .then()
                .statusCode(422)
                .body("code", equalTo("area.bad-request"))
                .body("detail", equalTo("geometry crosses itself"));
        given().contentType("application/json")
                .body(Map.of("area", area("CLOSED", STATION, 0.001, Map.of())))
                .post(AREAS)
                .then()
                .statusCode(422);
    }

    @Test
    @TestSecurity(user = "anna", roles = "rider")
    void aRiderClosesNothing() {
        close(STATION, 0.001).statusCode(403);
        weather("SNOW").statusCode(403);
    }

    private String rideOf(String car, Place from, Place to) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/vehicles")
                        .then()
                        .body("find { it.vehicleId == '" + car + "' }.state", equalTo("idle")));
        String quote = quote(from, to).statusCode(201).extract().path("quoteId");
        String ride = given().contentType("application/json")
                .body(Map.of("quoteId", quote))
                .post("/v1/rides")
                .then()
                .statusCode(201)
                .extract()
                .path("rideId");
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/rides/" + ride)
                        .then()
                        .body("state", equalTo("matched"))
                        .body("vehicle.vehicleId", equalTo(car)));
        return ride;
    }

    /** The ride's newest mission other than the one that is known. */
    private StartMission mission(String ride, String known) throws Exception {
        var last = KafkaReader.readUntil(kafka, Topics.VEHICLE_COMMANDS, record -> {
                    StartMission mission = parsed(record.value()).getStartMission();
                    return mission.getRideId().equals(ride)
                            && !mission.getMissionId().equals(known);
                })
                .getLast();
        return parsed(last.value()).getStartMission();
    }

    private static Command parsed(byte[] value) {
        try {
            return Command.parseFrom(value);
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

    private static ValidatableResponse close(Place around, double degrees) {
        return make("CLOSED", around, degrees, Map.of());
    }

    private static ValidatableResponse preview(Place around, double degrees) {
        return given().contentType("application/json")
                .body(Map.of("area", area("CLOSED", around, degrees, Map.of())))
                .post(AREAS + "/preview")
                .then();
    }

    private static ValidatableResponse make(String effect, Place around, double degrees, Map<String, Object> more) {
        return given().contentType("application/json")
                .body(Map.of("area", area(effect, around, degrees, more), "reason", "a water main burst"))
                .post(AREAS)
                .then();
    }

    private static ValidatableResponse change(String id, String read) {
        return given().contentType("application/json")
                .header("If-Match", read)
                .body(Map.of("area", area("CLOSED", STATION, 0.0007, Map.of()), "reason", "it spreads"))
                .put(AREAS + "/" + id)
                .then();
    }

    private static ValidatableResponse weather(String weather) {
        return given().contentType("application/json")
                .body(Map.of("weather", weather, "reason", "as the road service says"))
                .put("/v1/markets/monaco/weather")
                .then();
    }

    private static Map<String, Object> area(String effect, Place around, double d, Map<String, Object> more) {
        double west = around.longitude() - d;
        double east = around.longitude() + d;
        double south = around.latitude() - d;
        double north = around.latitude() + d;
        List<List<Double>> ring = List.of(
                List.of(west, south),
                List.of(east, south),
                List.of(east, north),
                List.of(west, north),
                List.of(west, south));
        Map<String, Object> area = new java.util.HashMap<>(more);
        area.put("name", "test");
        area.put("effect", effect);
        area.put("geometry", Map.of("type", "Polygon", "coordinates", List.of(ring)));
        return area;
    }

    private long audited(String subject) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select count(*) from audit_entry where subject = ? and action like 'area.%' and actor = 'olga'")) {
            query.setString(1, subject);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }
}
