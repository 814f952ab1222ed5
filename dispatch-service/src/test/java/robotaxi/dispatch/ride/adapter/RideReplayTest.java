package robotaxi.dispatch.ride.adapter;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.market.adapter.MarketOwner;

/** What a network's program is told that lost the answer and asks again. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
@TestSecurity(
        user = "nora",
        roles = {"rider", "operator"})
class RideReplayTest {
    private static final Map<String, Double> STATION = Map.of("latitude", 43.7384, "longitude", 7.4246);
    private static final Map<String, Double> CASINO = Map.of("latitude", 43.7396, "longitude", 7.4276);
    private static final Map<String, Double> HARBOUR = Map.of("latitude", 43.7349, "longitude", 7.4206);
    private static final String AREAS = "/v1/markets/monaco/areas";

    @Inject
    MarketOwner owner;

    private final String key = "key-" + UUID.randomUUID();
    private String ride = "";

    @BeforeEach
    void somebodyOwnsTheMarket() {
        await().atMost(Duration.ofSeconds(20)).until(() -> owner.owns("monaco"));
    }

    @AfterEach
    void cancel() {
        post("/v1/rides/" + ride + "/cancel", "cancel-" + key, Map.of("reason", "the test is over"))
                .statusCode(200);
    }

    @Test
    void theSameRequestShowsItsRideAndSaysThatItIsNoNewOne() {
        String quote = quote();
        Map<String, Object> request = Map.of("quoteId", quote, "riderReference", "rider 4711 of ridenet");
        ride = post("/v1/rides", key, request)
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .body("riderReference", equalTo("rider 4711 of ridenet"))
                .extract()
                .path("rideId");
        post("/v1/rides", key, request)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("rideId", equalTo(ride));
        given().get("/v1/rides/" + ride).then().body("riderReference", equalTo("rider 4711 of ridenet"));
        post("/v1/rides", key, Map.of("quoteId", quote, "riderReference", "another"))
                .statusCode(422)
                .body("code", equalTo("ride.idempotency-mismatch"));
        post("/v1/rides", key, Map.of("quoteId", quote)).statusCode(422);
    }

    @Test
    void aReferenceHasItsLimit() {
        String quote = quote();
        post("/v1/rides", key, Map.of("quoteId", quote, "riderReference", "x".repeat(201)))
                .statusCode(422)
                .body("code", equalTo("ride.bad-request"));
        ride = post("/v1/rides", key, Map.of("quoteId", quote, "riderReference", "x".repeat(200)))
                .statusCode(201)
                .extract()
                .path("rideId");
    }

    @Test
    void aChangeThatWasMadeIsToldAgainThoughThePlaceIsClosedByNow() {
        ride = post("/v1/rides", key, Map.of("quoteId", quote()))
                .statusCode(201)
                .extract()
                .path("rideId");
        String act = "/v1/rides/" + ride + "/change-destination";
        Map<String, Object> change = Map.of("place", HARBOUR, "acceptedPriceMinor", 100_000);
        String first = post(act, key, change).statusCode(200).extract().asString();
        String closure = post(AREAS, "close-" + key, Map.of("area", around(HARBOUR), "reason", "a test"))
                .statusCode(201)
                .extract()
                .path("area.areaId");
        try {
            String again = post(act, key, change)
                    .statusCode(200)
                    .header("Idempotency-Replayed", "true")
                    .extract()
                    .asString();
            assertThat(again).isEqualTo(first);
            post(act, "other-" + key, change).statusCode(409).body("code", equalTo("area.out-of-odd"));
        } finally {
            given().contentType("application/json")
                    .body(Map.of("reason", "over"))
                    .delete(AREAS + "/" + closure)
                    .then()
                    .statusCode(200);
        }
    }

    private String quote() {
        return post("/v1/quotes", "", Map.of("pickup", STATION, "dropoff", CASINO))
                .statusCode(201)
                .extract()
                .path("quoteId");
    }

    private static ValidatableResponse post(String path, String key, Map<String, ?> body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post(path)
                .then();
    }

    private static Map<String, Object> around(Map<String, Double> place) {
        double west = place.get("longitude") - 0.0005;
        double south = place.get("latitude") - 0.0005;
        List<List<Double>> ring = List.of(
                List.of(west, south),
                List.of(west + 0.001, south),
                List.of(west + 0.001, south + 0.001),
                List.of(west, south + 0.001),
                List.of(west, south));
        return Map.of(
                "name",
                "test",
                "effect",
                "CLOSED",
                "geometry",
                Map.of("type", "Polygon", "coordinates", List.of(ring)));
    }
}
