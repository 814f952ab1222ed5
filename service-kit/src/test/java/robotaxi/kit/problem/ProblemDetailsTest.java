package robotaxi.kit.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import robotaxi.kit.KitStack;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class ProblemDetailsTest {
    private static final String PROBLEM = "application/problem+json";

    @Test
    void aConflictNamesTheStateThatItMet() {
        given().get("/broken/conflict")
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("type", equalTo("https://robotaxi.example/errors/test.paused"))
                .body("title", equalTo("It is paused"))
                .body("status", equalTo(409))
                .body("code", equalTo("test.paused"))
                .body("currentState", equalTo("paused"));
    }

    @Test
    void aBusyServiceSaysWhenToComeBack() {
        given().get("/broken/busy")
                .then()
                .statusCode(429)
                .contentType(PROBLEM)
                .header("Retry-After", equalTo("1"))
                .body("detail", equalTo("Try again in a moment"))
                .body("currentState", nullValue());
    }

    @Test
    void aFaultKeepsItsInsideToItself() {
        given().get("/broken/fault")
                .then()
                .statusCode(500)
                .contentType(PROBLEM)
                .body("code", equalTo("service.fault"))
                .body(not(containsString("password")));
    }

    @Test
    void anUnknownPathIsAProblemToo() {
        given().get("/nowhere").then().statusCode(404).contentType(PROBLEM).body("code", equalTo("http.not-found"));
    }

    @Test
    void aWrongMethodIsAProblemToo() {
        given().delete("/broken/conflict")
                .then()
                .statusCode(405)
                .contentType(PROBLEM)
                .body("code", equalTo("http.method-not-allowed"));
    }

    @Test
    void aBodyThatIsNoJsonIsTheCallersError() {
        given().contentType("application/json")
                .body("{")
                .post("/broken/body")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("code", equalTo("http.bad-request"));
    }
}
