package robotaxi.dispatch.decision.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import robotaxi.dispatch.CarOnKafka;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.decision.MatchTick;
import robotaxi.dispatch.decision.RandomTick;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.KafkaClients;

/** Two cars, one rider: why the one that came, and what an operator is told of it. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WhyResourceTest {
    private static final Place PICKUP = new Place(43.7396, 7.4276);
    private static final Place DROPOFF = new Place(43.7325, 7.4189);
    private static CarOnKafka near;
    private static CarOnKafka far;
    private static String ride = "";

    @Inject
    KafkaClients clients;

    @Inject
    PostgresDecisionLog log;

    @AfterAll
    static void parkTheCars() {
        List.of(near, far).forEach(CarOnKafka::close);
    }

    @Test
    @Order(1)
    void whatIsKeptIsReadAgainUnchanged() {
        MatchTick tick = RandomTick.decided(7, 20, 30);
        MatchTick.Decision some = tick.decisions().get(3);
        QuarkusTransaction.requiringNew().run(() -> log.keep(tick));
        assertThat(log.find(some.ride().rideId(), some.rideVersion()))
                .map(PostgresDecisionLog.Kept::tick)
                .hasValue(tick);
    }

    @Test
    @Order(2)
    void whatIsTooOldIsDeletedWithTheNextTidying() {
        MatchTick young = RandomTick.decided(8, 3, 5);
        MatchTick old = RandomTick.at(9, Instant.EPOCH);
        QuarkusTransaction.requiringNew().run(() -> log.keep(old));
        for (int i = 0; i < PostgresDecisionLog.TIDY_EVERY; i++) {
            QuarkusTransaction.requiringNew()
                    .run(() -> log.keep(
                            new MatchTick("test", Instant.EPOCH, young.policy(), 0, 0, 0, Map.of(), true, List.of())));
        }
        MatchTick.Decision any = old.decisions().getFirst();
        assertThat(log.find(any.ride().rideId(), any.rideVersion())).isEmpty();
    }

    @Test
    @Order(3)
    @TestSecurity(user = "walter", roles = "rider")
    void aRiderIsSentTheNearerCar() {
        near = new CarOnKafka(clients, "why-near", PICKUP);
        far = new CarOnKafka(clients, "why-far", DROPOFF);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().contentType("application/json")
                        .body(Map.of(
                                "pickup", Map.of("latitude", PICKUP.latitude(), "longitude", PICKUP.longitude()),
                                "dropoff", Map.of("latitude", DROPOFF.latitude(), "longitude", DROPOFF.longitude())))
                        .post("/v1/quotes")
                        .then()
                        .statusCode(201)
                        .body("etaSeconds", greaterThanOrEqualTo(0)));
        String quote = given().contentType("application/json")
                .body(Map.of(
                        "pickup", Map.of("latitude", PICKUP.latitude(), "longitude", PICKUP.longitude()),
                        "dropoff", Map.of("latitude", DROPOFF.latitude(), "longitude", DROPOFF.longitude())))
                .post("/v1/quotes")
                .path("quoteId");
        ride = given().contentType("application/json")
                .body(Map.of("quoteId", quote))
                .post("/v1/rides")
                .path("rideId");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> given().get("/v1/rides/" + ride).then().body("vehicle.vehicleId", equalTo("why-near")));
        given().get("/v1/rides/" + ride + "/why").then().statusCode(403);
    }

    @Test
    @Order(4)
    @TestSecurity(user = "olga", roles = "operator")
    void anOperatorSeesWhatItWasWeighedAgainst() {
        given().get("/v1/rides/" + ride + "/why")
                .then()
                .statusCode(200)
                .body("matches.size()", equalTo(1))
                .body("matches[0].by", equalTo("matcher"))
                .body("matches[0].vehicleId", equalTo("why-near"))
                .body("matches[0].tick.provenOptimal", equalTo(true))
                .body("matches[0].tick.replay", equalTo("same-car"))
                .body("matches[0].tick.candidates[0].vehicleId", equalTo("why-near"))
                .body("matches[0].tick.candidates.vehicleId", hasItem("why-far"))
                .body("matches[0].tick.candidates[1].extraSeconds", greaterThan(0f));
        given().get("/v1/rides/never-was/why").then().statusCode(404).body("code", equalTo("ride.unknown"));
    }

    @Test
    @Order(5)
    @TestSecurity(user = "olga", roles = "operator")
    void anOperatorSendsTheOtherCarAndTheReasonStandsInItsPlace() {
        assign(Map.of("vehicleId", "why-far")).statusCode(422);
        assign(Map.of("vehicleId", "why-near", "reason", "no"))
                .statusCode(409)
                .body("code", equalTo("vehicle.not-available"))
                .body("currentState", equalTo("serves-a-ride"));
        assign(Map.of("vehicleId", "why-far", "reason", "the near one smells"))
                .statusCode(200)
                .body("state", equalTo("matched"))
                .body("vehicle.vehicleId", equalTo("why-far"));
        given().get("/v1/rides/" + ride + "/why")
                .then()
                .body("matches.size()", equalTo(2))
                .body("matches[0].by", equalTo("operator"))
                .body("matches[0].cause", equalTo("the near one smells"))
                .body("matches[1].vehicleId", equalTo("why-near"));
    }

    @Test
    @Order(6)
    @TestSecurity(user = "walter", roles = "rider")
    void aRiderAssignsNothing() {
        assign(Map.of("vehicleId", "why-near", "reason", "mine")).statusCode(403);
    }

    @Test
    @Order(7)
    @TestSecurity(user = "olga", roles = "operator")
    void anOperatorCancelsWithAReasonOnceAndThenIsToldTheState() {
        cancel(Map.of()).statusCode(422).body("code", equalTo("ride.bad-request"));
        cancel(Map.of("reason", "flood")).statusCode(200).body("state", equalTo("cancelled-operator"));
        cancel(Map.of("reason", "flood")).statusCode(409).body("currentState", equalTo("cancelled-operator"));
        assign(Map.of("vehicleId", "why-near", "reason", "late"))
                .statusCode(409)
                .body("code", equalTo("ride.already-over"));
    }

    private static ValidatableResponse assign(Map<String, String> body) {
        return post("assign", body);
    }

    private static ValidatableResponse cancel(Map<String, String> body) {
        return post("cancel", body);
    }

    private static ValidatableResponse post(String act, Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/rides/" + ride + "/" + act)
                .then();
    }
}
