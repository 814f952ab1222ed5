package robotaxi.console.proxy.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import robotaxi.console.ConsoleStack;

@QuarkusTest
@QuarkusTestResource(ConsoleStack.class)
class ConsoleApiTest {
    @TestHTTPResource
    URL console;

    @Test
    void withoutASessionTheApiAnswersAProblemAndNoRedirect() {
        given().redirects()
                .follow(false)
                .get("/api/dispatch/v1/vehicles")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("console.signed-out"));
    }

    @Test
    void aDeadSessionIsAProblemTooAndItsCookieGoes() {
        given().redirects()
                .follow(false)
                .cookie("q_session", "no-such-session")
                .get("/api/me")
                .then()
                .statusCode(401)
                .body("code", equalTo("console.signed-out"))
                .cookie("q_session", "");
    }

    @Test
    void aPageWithADeadSessionIsAskedForAnewWithoutItsCookie() {
        given().redirects()
                .follow(false)
                .cookie("q_session", "no-such-session")
                .get("/rides")
                .then()
                .statusCode(302)
                .header("Location", endsWith("/rides"))
                .cookie("q_session", "");
    }

    @Test
    void aPageWithoutASessionLeadsToTheLogIn() {
        given().redirects()
                .follow(false)
                .get("/rides")
                .then()
                .statusCode(302)
                .header("Location", startsWith("http://127.0.0.1:9/realms/robotaxi/protocol/openid-connect/auth?"))
                .header("Location", containsString("code_challenge_method=S256"));
    }

    @Test
    void healthNeedsNoSession() {
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void everyAddressOfThePageIsThePage() {
        given().get("/rides/0193f2")
                .then()
                .statusCode(200)
                .body(containsString("<div id=\"root\">"))
                .header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"safety", "operator"})
    void iAmWhoTheTokenSays() {
        given().get("/api/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("olga"))
                .body("roles[0]", equalTo("operator"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void aReadPassesWithItsQueryAndComesBackWithoutTheServicesCookies() {
        given().urlEncodingEnabled(false)
                .get("/api/dispatch/v1/rides?state=open&cursor=a%2Bb")
                .then()
                .statusCode(200)
                .header("ETag", "\"one\"")
                .header("Set-Cookie", nullValue())
                .body("saw", equalTo("GET /v1/rides?state=open&cursor=a%2Bb "));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void aRefusalOfAServiceStaysWhatItIs() {
        given().get("/api/dispatch/v1/rides/r-1/receipt").then().statusCode(409);
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void whatIsNotOnTheListIsUnknown() {
        given().get("/api/dispatch/v1/quotes").then().statusCode(404).body("code", equalTo("console.unknown-path"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void aWriteWithoutOurHeaderIsRefused() {
        given().contentType("application/json")
                .body("{\"reason\":\"x\"}")
                .post("/api/ota/v1/rollouts/r-1/pause")
                .then()
                .statusCode(403)
                .body("code", equalTo("console.not-from-console"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void aWriteWithOurHeaderPasses() {
        given().contentType("application/json")
                .header("X-Requested-With", "console")
                .body("why")
                .post("/api/ota/v1/rollouts/r-1/pause")
                .then()
                .statusCode(200)
                .body("saw", equalTo("POST /v1/rollouts/r-1/pause why"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void anAreaIsReplacedAndTakenAwayOnlyWithOurHeader() {
        String area = "/api/dispatch/v1/markets/monaco/areas/a-1";
        given().body("why").put(area).then().statusCode(403).body("code", equalTo("console.not-from-console"));
        given().body("why").delete(area).then().statusCode(403);
        given().header("X-Requested-With", "console")
                .body("why")
                .put(area)
                .then()
                .statusCode(200)
                .body("saw", equalTo("PUT /v1/markets/monaco/areas/a-1 why"));
        given().header("X-Requested-With", "console")
                .body("why")
                .delete(area)
                .then()
                .statusCode(200)
                .body("saw", equalTo("DELETE /v1/markets/monaco/areas/a-1 why"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void aSilentServiceIsNamed() {
        given().get("/api/incident/v1/incidents")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("code", equalTo("console.service-silent"))
                .body("detail", equalTo("incident"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = {"operator"})
    void theStreamShowsCarsAndRides() throws IOException, URISyntaxException {
        URI live = console.toURI().resolve("/api/live");
        try (var lines = new BufferedReader(new InputStreamReader(live.toURL().openStream(), StandardCharsets.UTF_8))) {
            String data = lines.lines()
                    .filter(line -> line.startsWith("data:"))
                    .findFirst()
                    .orElse("");
            assertThat(data)
                    .contains("\"vehicles\":[{\"vehicleId\":\"car-1\"}]")
                    .contains("\"rides\":[]");
        }
    }
}
