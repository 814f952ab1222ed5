package robotaxi.gateway.command.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.gateway.Audited;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class OrderTest extends CommandTests {
    @Inject
    DataSource database;

    @Test
    void anOrderReachesItsCarAndIsAudited() throws Exception {
        try (CarLink link = connect(car("order-1"), 0)) {
            ValidatableResponse answer = post(Map.of("vehicleId", "order-1", "kind", "stop-now"))
                    .statusCode(202)
                    .body("state", equalTo("sent"))
                    .body("kind", equalTo("stop-now"));
            String id = answer.extract().path("commandId");
            answer.header("Location", endsWith("/v1/commands/" + id));
            Command got = link.await(FrameCase.COMMAND).getCommand();
            assertThat(got.getCommandId()).isEqualTo(id);
            assertThat(got.getStopNow().getEmergencyId()).isEqualTo(id);
            assertThat(got.getStopNow().getReason()).isEqualTo("smoke on board");
            assertThat(Audited.of(database, id)).containsExactly("command.stop-now smoke on board");
        }
    }

    @Test
    void theSameIdIsOneCommandAndAnotherOneIsRefused() throws Exception {
        car("order-2");
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        Map<String, Object> order = Map.of("vehicleId", "order-2", "kind", "pull-over", "commandId", id);
        post(order).statusCode(202).body("state", equalTo("queued")).body("sequence", equalTo(1));
        post(order).statusCode(202).body("commandId", equalTo(id)).body("sequence", equalTo(1));
        post(Map.of("vehicleId", "order-2", "kind", "stop-now", "commandId", id))
                .statusCode(409)
                .body("code", equalTo("command.id-taken"));
        assertThat(ledger("order-2")).hasSize(1);
        assertThat(Audited.of(database, id)).hasSize(1);
    }

    @Test
    void whatMakesNoSenseIsRefusedAndLeavesNothing() throws Exception {
        car("order-3");
        post(Map.of("vehicleId", "order-none", "kind", "stop-now"))
                .statusCode(404)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("vehicle.unknown"));
        for (Map<String, Object> bad : java.util.List.<Map<String, Object>>of(
                Map.of("vehicleId", "order-3", "kind", "avoid-area"),
                Map.of("vehicleId", "order-3", "kind", "end-emergency"),
                Map.of("vehicleId", "order-3", "kind", "stop-now", "deadlineSeconds", 0, "reason", " "),
                Map.of("vehicleId", "order-3", "kind", "stop-now", "deadlineSeconds", 100_000),
                Map.of("vehicleId", "order-3", "kind", "stop-now", "notAfter", "2020-01-01T00:00:00Z"),
                Map.of("vehicleId", "order-3", "kind", "stop-now", "commandId", "mine"),
                Map.of("kind", "stop-now"))) {
            post(bad).statusCode(422).body("code", equalTo("command.bad-request"));
        }
        assertThat(ledger("order-3")).isEmpty();
    }

    @Test
    @TestSecurity(user = "auditor", roles = "auditor")
    void anAuditorOrdersNothing() {
        post(Map.of("vehicleId", "order-4", "kind", "stop-now")).statusCode(403);
    }

    private static ValidatableResponse post(Map<String, Object> order) {
        Map<String, Object> body = new HashMap<>(Map.of("reason", "smoke on board"));
        if (!order.containsKey("notAfter")) {
            body.put("deadlineSeconds", 60);
        }
        body.putAll(order);
        return given().contentType("application/json")
                .body(body)
                .post("/v1/commands")
                .then();
    }
}
