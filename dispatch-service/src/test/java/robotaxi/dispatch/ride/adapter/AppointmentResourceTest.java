package robotaxi.dispatch.ride.adapter;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import robotaxi.dispatch.DispatchStack;

/** A ride for later over the real edges: booked, moved, judged, given up. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AppointmentResourceTest {
    private static final Map<String, Double> HERE = Map.of("latitude", 43.7396, "longitude", 7.4276);
    private static final Map<String, Double> THERE = Map.of("latitude", 43.7325, "longitude", 7.4189);

    private static String ride = "";

    @Inject
    InstantSource clock;

    private Instant after(Duration span) {
        return clock.instant().plus(span).truncatedTo(ChronoUnit.SECONDS);
    }

    private static ValidatableResponse quote(Instant pickupAt) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("pickup", HERE, "dropoff", THERE, "pickupAt", pickupAt.toString()))
                .post("/v1/quotes")
                .then();
    }

    private static ValidatableResponse moveTo(Instant pickupAt) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("pickupAt", pickupAt.toString()))
                .post("/v1/rides/" + ride + "/change-time")
                .then();
    }

    @Test
    @Order(1)
    @TestSecurity(user = "dora", roles = "rider")
    void aRideForLaterWaitsForItsTime() {
        quote(after(Duration.ofMinutes(19))).statusCode(422).body("code", equalTo("ride.bad-pickup-time"));
        quote(after(Duration.ofDays(31))).statusCode(422).body("code", equalTo("ride.bad-pickup-time"));
        Instant evening = after(Duration.ofHours(5));
        String quote = quote(evening)
                .statusCode(201)
                .body("etaSeconds", nullValue())
                .body("lateCreditMinor", equalTo(300))
                .extract()
                .path("quoteId");
        ride = given().contentType(ContentType.JSON)
                .body(Map.of("quoteId", quote))
                .post("/v1/rides")
                .then()
                .statusCode(201)
                .body("state", equalTo("scheduled"))
                .body("pickupAt", equalTo(evening.toString()))
                .body("guarantee", equalTo("pending"))
                .extract()
                .path("rideId");
    }

    @Test
    @Order(2)
    @TestSecurity(user = "dora", roles = "rider")
    void itIsMovedAtTheSamePrice() {
        moveTo(after(Duration.ofMinutes(1))).statusCode(422).body("code", equalTo("ride.bad-pickup-time"));
        Instant soon = after(Duration.ofMinutes(40));
        moveTo(soon).statusCode(200).body("pickupAt", equalTo(soon.toString()));
    }

    @Test
    @Order(3)
    @TestSecurity(user = "olaf", roles = "operator")
    void whatIsAtRiskIsListedForOperators() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().get("/v1/rides?guarantee=at-risk")
                        .then()
                        .statusCode(200)
                        .body("rides.rideId", hasItem(ride)));
        given().get("/v1/rides?guarantee=guaranteed").then().body("rides.rideId", not(hasItem(ride)));
        given().get("/v1/rides?guarantee=perhaps").then().statusCode(422);
    }

    @Test
    @Order(4)
    @TestSecurity(user = "dora", roles = "rider")
    void itIsGivenUpForNothing() {
        given().contentType(ContentType.JSON)
                .post("/v1/rides/" + ride + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled-rider"));
        moveTo(after(Duration.ofHours(2))).statusCode(409).body("code", equalTo("ride.already-over"));
        given().get("/v1/rides/" + ride + "/receipt").then().body("totalMinor", equalTo(0));
    }

    @Test
    @Order(5)
    @TestSecurity(user = "dora", roles = "rider")
    void aTextWithANulIsRefusedAndNoFault() {
        given().contentType(ContentType.JSON)
                .body("{\"text\":\"a hat\\u0000\"}")
                .post("/v1/rides/" + ride + "/report-lost-item")
                .then()
                .statusCode(400);
    }
}
