package robotaxi.dispatch.partner.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.dispatch.DispatchStack;

/** A partner's webhooks, from the ride's own transaction to a real server that takes them, or does not. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookStoryTest {
    private static final String PARTNER = "service-account-partner-story";
    private static final String OTHER = "service-account-partner-other";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, Double> HERE = Map.of("latitude", 43.7396, "longitude", 7.4276);
    private static final Map<String, Double> THERE = Map.of("latitude", 43.7325, "longitude", 7.4189);
    private static final Map<String, JsonPath> ENDPOINTS = new HashMap<>();

    private static Receiver receiver;
    private static String ride = "";

    @Inject
    DataSource database;

    @BeforeAll
    static void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterAll
    static void hangUp() {
        receiver.close();
    }

    private void partner(String name, String state) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into partner (id, name, principal, state, created_at)
                        values (?, ?, ?, ?, now()) on conflict (id) do update set state = excluded.state""")) {
            insert.setString(1, name);
            insert.setString(2, name);
            insert.setString(3, name);
            insert.setString(4, state);
            insert.executeUpdate();
        }
    }

    private int sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            return update.executeUpdate(statement);
        }
    }

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }

    private static JsonPath endpoint(String path, List<String> events) {
        JsonPath made = post("/v1/webhooks", Map.of("url", receiver.url(path), "events", events))
                .statusCode(201)
                .extract()
                .jsonPath();
        ENDPOINTS.put(path, made);
        return made;
    }

    private static String id(String path) {
        return ENDPOINTS.get(path).getString("endpointId");
    }

    private static String secret(String path) {
        return ENDPOINTS.get(path).getString("secret");
    }

    private static ValidatableResponse deliveries(String path) {
        return given().get("/v1/webhooks/" + id(path) + "/deliveries").then().statusCode(200);
    }

    private static List<String> typesAt(String path) {
        return receiver.heardAt(path).stream()
                .map(call -> new JsonPath(call.body()).getString("type"))
                .toList();
    }

    @Test
    @Order(1)
    @TestSecurity(user = PARTNER, roles = "partner")
    void secretsAreShownOnce() throws SQLException {
        partner(PARTNER, "ACTIVE");
        partner(OTHER, "ACTIVE");
        endpoint("/takes", List.of());
        endpoint("/fails-twice", List.of("ride.requested", "ride.cancelled-rider"));
        assertThat(secret("/takes")).startsWith("whsec_");
        given().get("/v1/webhooks").then().body("webhooks", hasSize(2)).body("webhooks[0].secret", nullValue());
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(
            strings = {
                "https://10.0.0.7/",
                "https://169.254.169.254/latest",
                "http://1.1.1.1/",
                "ftp://1.1.1.1/",
                "nonsense",
                "https://user:secret@1.1.1.1/",
                "https://[fd00::1]/"
            })
    @TestSecurity(user = PARTNER, roles = "partner")
    void ourOwnNetworkIsNotCalled(String url) {
        post("/v1/webhooks", Map.of("url", url)).statusCode(422).body("code", equalTo("webhook.bad-url"));
    }

    @Test
    @Order(3)
    @TestSecurity(user = PARTNER, roles = "partner")
    void aRideIsToldInItsOrderAndSigned() {
        String quote = post("/v1/quotes", Map.of("pickup", HERE, "dropoff", THERE))
                .statusCode(201)
                .extract()
                .path("quoteId");
        ride = post("/v1/rides", Map.of("quoteId", quote, "riderReference", "rider-4711"))
                .statusCode(201)
                .extract()
                .path("rideId");
        post("/v1/rides/" + ride + "/cancel", Map.of("reason", "rain")).statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(typesAt("/takes")).containsExactly("ride.requested", "ride.cancelled-rider"));
        assertThat(receiver.heardAt("/takes")).allSatisfy(call -> {
            assertThat(call.isSignedWith(secret("/takes"))).isTrue();
            assertThat(call.isSignedWith(secret("/fails-twice"))).isFalse();
            var body = new JsonPath(call.body());
            assertThat(body.getString("data.rideId")).isEqualTo(ride);
            assertThat(body.getString("data.riderReference")).isEqualTo("rider-4711");
        });
    }

    @Test
    @Order(4)
    @TestSecurity(user = PARTNER, roles = "partner")
    void whatWasNotTakenIsSentAgainBeforeWhatFollows() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(typesAt("/fails-twice"))
                        .containsExactly("ride.requested", "ride.requested", "ride.requested", "ride.cancelled-rider"));
        assertThat(receiver.heardAt("/fails-twice").stream()
                        .map(Receiver.Heard::id)
                        .distinct())
                .hasSize(2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> deliveries("/fails-twice")
                        .body("deliveries.state", equalTo(List.of("delivered", "delivered")))
                        .body("deliveries.attempts", equalTo(List.of(1, 3)))
                        .body("deliveries.lastStatus", equalTo(List.of(200, 200))));
    }

    @Test
    @Order(5)
    @TestSecurity(user = PARTNER, roles = "partner")
    void whileASecretIsReplacedBothHold() {
        String fresh = post("/v1/webhooks/" + id("/takes") + "/rotate-secret", Map.of())
                .statusCode(200)
                .extract()
                .path("secret");
        post("/v1/webhooks/" + id("/takes") + "/test", Map.of()).statusCode(200);
        await().atMost(PATIENCE).until(() -> typesAt("/takes").contains("webhook.ping"));
        Receiver.Heard ping = receiver.heardAt("/takes").getLast();
        assertThat(ping.isSignedWith(fresh)).isTrue();
        assertThat(ping.isSignedWith(secret("/takes"))).isTrue();
    }

    @Test
    @Order(6)
    @TestSecurity(user = PARTNER, roles = "partner")
    void whatWasToldIsToldAgainWithItsId() {
        String first = receiver.heardAt("/takes").getFirst().id();
        post("/v1/webhooks/" + id("/takes") + "/replay", Map.of("webhookId", first))
                .body("events", equalTo(1));
        await().atMost(PATIENCE)
                .until(() -> receiver.heardAt("/takes").stream()
                                .filter(call -> call.id().equals(first))
                                .count()
                        == 2);
        post(
                        "/v1/webhooks/" + id("/takes") + "/replay",
                        Map.of("from", "2020-01-01T00:00:00Z", "until", "2100-01-01T00:00:00Z"))
                .body("events", equalTo(3));
    }

    @Test
    @Order(7)
    @TestSecurity(user = PARTNER, roles = "partner")
    void nobodyIsFollowedElsewhereOrWaitedForForEver() {
        endpoint("/moved", List.of());
        endpoint("/slow", List.of());
        post("/v1/webhooks/" + id("/moved") + "/test", Map.of());
        post("/v1/webhooks/" + id("/slow") + "/test", Map.of());
        await().atMost(PATIENCE)
                .untilAsserted(() -> deliveries("/moved")
                        .body("deliveries[0].lastStatus", equalTo(302))
                        .body("deliveries[0].state", equalTo("pending")));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> deliveries("/slow").body("deliveries[0].lastError", equalTo("no answer within 1 s")));
        assertThat(receiver.heardAt("/elsewhere")).isEmpty();
    }

    @Test
    @Order(8)
    @TestSecurity(user = PARTNER, roles = "partner")
    void anEndpointThatSaysItIsGoneIsDisabledUntilItsPartnerSaysOtherwise() throws SQLException {
        endpoint("/gone", List.of());
        post("/v1/webhooks/" + id("/gone") + "/test", Map.of());
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/v1/webhooks")
                        .then()
                        .body("webhooks.find { it.endpointId == '" + id("/gone") + "' }.state", equalTo("disabled")));
        sql("update webhook_delivery set next_attempt_at = now() + interval '6 hours' where endpoint_id = '"
                + id("/gone") + "'");
        int before = receiver.heardAt("/gone").size();
        post("/v1/webhooks/" + id("/gone") + "/enable", Map.of()).body("state", equalTo("enabled"));
        await().atMost(PATIENCE).until(() -> receiver.heardAt("/gone").size() > before);
        given().delete("/v1/webhooks/" + id("/gone")).then().statusCode(204);
        given().get("/v1/webhooks/" + id("/gone") + "/deliveries").then().statusCode(404);
    }

    @Test
    @Order(8)
    @TestSecurity(user = PARTNER, roles = "partner")
    void afterElevenAttemptsAnEventIsGivenUpAndTheNextGoes() throws SQLException {
        endpoint("/moved-for-ever", List.of());
        post("/v1/webhooks/" + id("/moved-for-ever") + "/test", Map.of());
        post("/v1/webhooks/" + id("/moved-for-ever") + "/test", Map.of());
        await().atMost(PATIENCE).until(() -> {
            // The pauses pass; what is under way is left in peace.
            sql("update webhook_delivery set next_attempt_at = now() where state = 'PENDING' and last_status = 302"
                    + " and next_attempt_at <> last_attempt_at + interval '1 minute'");
            return receiver.heardAt("/moved-for-ever").stream()
                            .map(Receiver.Heard::id)
                            .distinct()
                            .count()
                    == 2;
        });
        deliveries("/moved-for-ever")
                .body("deliveries[1].state", equalTo("failed"))
                .body("deliveries[1].attempts", equalTo(11));
    }

    @Test
    @Order(9)
    @TestSecurity(user = OTHER, roles = "partner")
    void anotherPartnersWebhooksAndRidesAreUnknown() {
        given().get("/v1/webhooks").then().body("webhooks", hasSize(0));
        given().get("/v1/webhooks/" + id("/takes") + "/deliveries")
                .then()
                .statusCode(404)
                .body("code", equalTo("webhook.unknown"));
        given().delete("/v1/webhooks/" + id("/takes")).then().statusCode(404);
        given().get("/v1/rides/" + ride).then().statusCode(404);
        post("/v1/rides/" + ride + "/cancel", Map.of()).statusCode(404);
        given().get("/v1/partners").then().statusCode(403);
    }

    @Test
    @Order(10)
    @TestSecurity(user = "anna", roles = "rider")
    void ridersHaveNone() {
        given().get("/v1/webhooks").then().statusCode(403);
    }

    @Test
    @Order(11)
    @TestSecurity(user = PARTNER, roles = "partner")
    void whoIsShutOutIsRefusedEverything() throws SQLException {
        partner(PARTNER, "SUSPENDED");
        given().get("/v1/rides/" + ride).then().statusCode(403).body("code", equalTo("partner.suspended"));
        given().get("/v1/webhooks").then().statusCode(403);
    }
}
