package robotaxi.dispatch.market.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.google.protobuf.Timestamp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.ReservationAnswer;
import robotaxi.contracts.vehicle.v1.ReservationRelease;
import robotaxi.contracts.vehicle.v1.ReservationRequest;
import robotaxi.dispatch.CarOnKafka;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.KafkaReader;

/** The market's one writer: against another owner, and against updates that want the same car. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class MarketOwnerTest {
    private static final Place HERE = new Place(43.7396, 7.4276);
    private static final Place THERE = new Place(43.7325, 7.4189);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    DataSource database;

    @Inject
    MarketOwner owner;

    @Inject
    KafkaClients clients;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    @TestSecurity(user = "carla", roles = "rider")
    void whileAnotherInstanceOwnsTheMarketNothingIsDecidedHere() throws Exception {
        await().atMost(PATIENCE).until(() -> owner.owns("monaco"));
        String ride = request().statusCode(201).extract().path("rideId");
        long epoch = epoch();
        execute("update market_lease set epoch = epoch + 1, owner = 'dispatch-2',"
                + " expires_at = now() + interval '1 hour' where market_id = 'monaco'");
        try {
            given().contentType("application/json")
                    .post("/v1/rides/" + ride + "/cancel")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("market.not-owner"));
            given().get("/v1/rides/" + ride).then().body("state", not(startsWith("cancelled")));
        } finally {
            execute("update market_lease set expires_at = now() - interval '1 second' where market_id = 'monaco'");
        }
        await().atMost(PATIENCE).until(() -> owner.owns("monaco") && epoch() > epoch);
        given().contentType("application/json")
                .post("/v1/rides/" + ride + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled-rider"));
        given().contentType("application/json")
                .post("/v1/rides/" + ride + "/cancel")
                .then()
                .statusCode(409)
                .body("code", equalTo("ride.already-over"));
    }

    @Test
    @TestSecurity(user = "carla", roles = "rider")
    void whoAsksWhileADeadOwnersLeaseRunsIsAnsweredByTheNextOwner() throws Exception {
        await().atMost(PATIENCE).until(() -> owner.owns("monaco"));
        String ride = request().statusCode(201).extract().path("rideId");
        long epoch = epoch();
        execute("update market_lease set epoch = epoch + 1, owner = 'dispatch-2',"
                + " expires_at = now() + interval '1 second' where market_id = 'monaco'");
        given().contentType("application/json")
                .body(Map.of("reason", "plans changed"))
                .post("/v1/rides/" + ride + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled-rider"));
        assertThat(epoch()).isGreaterThan(epoch + 1);
        assertThat(epochOfLastMove(ride)).isEqualTo(epoch());
    }

    @Test
    @TestSecurity(user = "carla", roles = "rider")
    void aSecondMarketHasItsOwnOwner() throws Exception {
        await().atMost(PATIENCE).until(() -> owner.owns("second"));
        execute("update market_lease set epoch = epoch + 1, owner = 'dispatch-2',"
                + " expires_at = now() + interval '1 hour' where market_id = 'monaco'");
        try {
            request(Map.of("marketId", "second")).statusCode(201).body("marketId", equalTo("second"));
        } finally {
            execute("update market_lease set expires_at = now() - interval '1 second' where market_id = 'monaco'");
        }
        await().atMost(PATIENCE).until(() -> owner.owns("monaco"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void aCarHeldForAnUpdateIsGrantedToOneWithAGrowingFence() throws Exception {
        String id = "held-" + UUID.randomUUID();
        try (var car = new CarOnKafka(clients, id, HERE)) {
            awaitVehicle(id, "state", "idle");
            ReservationAnswer first = ask(id, "first");
            assertThat(first.getGranted()).isTrue();
            awaitVehicle(id, "state", "held");
            ReservationAnswer second = ask(id, "second");
            assertThat(second.getGranted()).isFalse();
            assertThat(second.getReason()).contains("already held");
            ReservationAnswer again = ask(id, "first", 2);
            assertThat(again.getGranted()).as(again.getReason()).isTrue();
            assertThat(again.getFence()).isEqualTo(first.getFence());
            assertThat(again.getHeldUntil()).isEqualTo(first.getHeldUntil());
            send(Reservation.newBuilder()
                    .setReservationId("first-" + id)
                    .setVehicleId(id)
                    .setRelease(ReservationRelease.newBuilder().setFence(first.getFence())));
            awaitVehicle(id, "state", "idle");
            ReservationAnswer third = ask(id, "third");
            assertThat(third.getGranted()).isTrue();
            assertThat(third.getFence()).isGreaterThan(first.getFence());
            car.is(1, "", HERE, true);
        }
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void aModeThatANewerCarInventedDoesNotHideTheFleet() {
        String id = "newer-" + UUID.randomUUID();
        try (var car = new CarOnKafka(clients, id, HERE)) {
            car.is(99, "", HERE, false);
            awaitVehicle(id, "mode", "unknown");
            awaitVehicle(id, "state", "busy");
        }
    }

    private static void awaitVehicle(String id, String field, String value) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/vehicles")
                        .then()
                        .statusCode(200)
                        .body("find { it.vehicleId == '" + id + "' }." + field, equalTo(value)));
    }

    private ReservationAnswer ask(String car, String name) throws Exception {
        return ask(car, name, 1);
    }

    /** Asks, and waits for so many answers since the car came; answers the last. */
    private ReservationAnswer ask(String car, String name, int answers) throws Exception {
        String reservation = name + "-" + car;
        send(Reservation.newBuilder()
                .setReservationId(reservation)
                .setVehicleId(car)
                .setRequest(ReservationRequest.newBuilder()
                        .setNotAfter(
                                Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 60))));
        var heard = new AtomicInteger();
        var record = KafkaReader.readUntil(kafka, Topics.VEHICLE_RESERVATIONS, r -> {
                    Reservation told = parsed(r.value());
                    return told.hasAnswer()
                            && told.getReservationId().equals(reservation)
                            && heard.incrementAndGet() == answers;
                })
                .getLast();
        return parsed(record.value()).getAnswer();
    }

    private void send(Reservation.Builder reservation) throws Exception {
        Reservation message =
                reservation.setEventId(UUID.randomUUID().toString()).build();
        clients.producer()
                .send(new ProducerRecord<>(
                        Topics.VEHICLE_RESERVATIONS.name(), message.getVehicleId(), message.toByteArray()))
                .get();
    }

    private static Reservation parsed(byte[] value) {
        try {
            return Reservation.parseFrom(value);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValidatableResponse request() {
        return request(Map.of());
    }

    private static ValidatableResponse request(Map<String, Object> more) {
        Map<String, Object> wish = new HashMap<>(more);
        wish.put("pickup", Map.of("latitude", HERE.latitude(), "longitude", HERE.longitude()));
        wish.put("dropoff", Map.of("latitude", THERE.latitude(), "longitude", THERE.longitude()));
        String quote = given().contentType("application/json")
                .body(wish)
                .post("/v1/quotes")
                .then()
                .statusCode(201)
                .extract()
                .path("quoteId");
        return given().contentType("application/json")
                .body(Map.of("quoteId", quote))
                .post("/v1/rides")
                .then();
    }

    private long epoch() throws SQLException {
        return number("select epoch from market_lease where market_id = 'monaco'");
    }

    private long epochOfLastMove(String ride) throws SQLException {
        return number("select market_epoch from ride_transition where ride_id = '" + ride
                + "' order by version desc limit 1");
    }

    private long number(String query) throws SQLException {
        try (var connection = database.getConnection();
                var prepared = connection.prepareStatement(query);
                var rows = prepared.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }
}
