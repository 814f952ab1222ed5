package robotaxi.dispatch.partner.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A partner from its registration to its end, with a real Keycloak: the operator's acts, and what the partner's own tokens may. */
@QuarkusTest
@QuarkusTestResource(value = KeycloakStack.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartnerStoryTest {
    private static final Map<String, Map<String, Double>> TRIP = Map.of(
            "pickup", Map.of("latitude", 43.7396, "longitude", 7.4276),
            "dropoff", Map.of("latitude", 43.7325, "longitude", 7.4189));

    private static String partner = "";
    private static String firstSecret = "";
    private static String secret = "";
    private static String token = "";

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    String realm;

    private ValidatableResponse logIn(String withSecret) {
        return given().contentType(ContentType.URLENC)
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", "partner-ridenet")
                .formParam("client_secret", withSecret)
                .post(realm + "/protocol/openid-connect/token")
                .then();
    }

    private static RequestSpecification asPartner() {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    private static ValidatableResponse operate(String act) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("reason", "the contract says so"))
                .post("/v1/partners/" + partner + "/" + act)
                .then();
    }

    @Test
    @Order(1)
    @TestSecurity(user = "olaf", roles = "operator")
    void anOperatorRegistersAPartnerAndSeesItsSecretOnce() {
        var wish = Map.of("name", "ridenet", "reason", "a new network");
        JsonPath made = given().contentType(ContentType.JSON)
                .body(wish)
                .post("/v1/partners")
                .then()
                .statusCode(201)
                .body("clientId", equalTo("partner-ridenet"))
                .extract()
                .jsonPath();
        partner = made.getString("partnerId");
        firstSecret = made.getString("clientSecret");
        assertThat(firstSecret).hasSizeGreaterThan(20);
        given().contentType(ContentType.JSON)
                .body(wish)
                .post("/v1/partners")
                .then()
                .statusCode(409)
                .body("code", equalTo("partner.name-taken"));
        given().get("/v1/partners").then().body("partners.name", hasItem("ridenet"));
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "Ride Net", "reason", "capitals"))
                .post("/v1/partners")
                .then()
                .statusCode(422);
    }

    @Test
    @Order(2)
    @TestSecurity(user = "olaf", roles = "operator")
    void anotherSecretEndsTheOneBefore() {
        secret = operate("rotate-secret").statusCode(200).extract().path("clientSecret");
        logIn(firstSecret).statusCode(401);
        token = logIn(secret).statusCode(200).extract().path("access_token");
    }

    @Test
    @Order(3)
    void thePartnersTokenAsksForRidesAndSeesItsOwn() {
        String quote = asPartner()
                .body(TRIP)
                .post("/v1/quotes")
                .then()
                .statusCode(201)
                .extract()
                .path("quoteId");
        String ride = asPartner()
                .body(Map.of("quoteId", quote))
                .post("/v1/rides")
                .then()
                .statusCode(201)
                .body("riderId", equalTo("service-account-partner-ridenet"))
                .extract()
                .path("rideId");
        asPartner().get("/v1/rides").then().body("rides.rideId", equalTo(java.util.List.of(ride)));
        asPartner().body(Map.of()).post("/v1/rides/" + ride + "/cancel").then().statusCode(200);
        asPartner().get("/v1/webhooks").then().statusCode(200).body("webhooks", hasSize(0));
        asPartner().get("/v1/partners").then().statusCode(403);
        asPartner().get("/v1/notes").then().statusCode(403);
    }

    @Test
    @Order(4)
    @TestSecurity(user = "olaf", roles = "operator")
    void whoIsSuspendedGetsNoTokens() {
        operate("suspend").statusCode(200).body("state", equalTo("suspended"));
        logIn(secret).statusCode(401);
    }

    @Test
    @Order(5)
    void norIsAnEarlierTokenGoodAnyMore() {
        asPartner().get("/v1/rides").then().statusCode(403).body("code", equalTo("partner.suspended"));
    }

    @Test
    @Order(6)
    @TestSecurity(user = "olaf", roles = "operator")
    void afterwardsItMayAgainUntilItIsDeleted() {
        operate("resume").statusCode(200).body("state", equalTo("active"));
        token = logIn(secret).statusCode(200).extract().path("access_token");
        given().contentType(ContentType.JSON)
                .body(Map.of("reason", "the contract has ended"))
                .delete("/v1/partners/" + partner)
                .then()
                .statusCode(204);
        logIn(secret).statusCode(401);
        operate("resume").statusCode(404).body("code", equalTo("partner.unknown"));
    }

    @Test
    @Order(7)
    void whoWasDeletedIsRefused() {
        asPartner().get("/v1/rides").then().statusCode(403);
    }
}
