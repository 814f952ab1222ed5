package robotaxi.gateway.command.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class CommandHistoryTest extends CommandTests {
    @Inject
    DataSource database;

    @Test
    void everyChangeIsKeptAndALateWordChangesNothing() throws Exception {
        TestCar car = car("history-1");
        String id;
        long epoch;
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            epoch = link.welcome().getSessionEpoch();
            id = order("history-1", Duration.ofMinutes(1));
            link.await(FrameCase.COMMAND);
            link.report(1, id, CommandState.COMMAND_STATE_RECEIVED);
            link.report(2, id, CommandState.COMMAND_STATE_SUCCEEDED);
            link.report(3, id, CommandState.COMMAND_STATE_FAILED);
            link.report(4, id, CommandState.COMMAND_STATE_FAILED);
            link.report(5, id, CommandState.COMMAND_STATE_SUCCEEDED);
            awaitAck(link, 5);
        }
        assertThat(history(id)).containsExactly("sent", "received", "succeeded", "(failed)");
        given().get("/v1/commands/" + id)
                .then()
                .body("command.state", equalTo("succeeded"))
                .body("history[0].sessionEpoch", equalTo((int) epoch))
                .body("history[1].sessionEpoch", equalTo((int) epoch));
    }

    @Test
    void aBrokenLinkStandsInTheHistory() throws Exception {
        TestCar car = car("history-2");
        CarLink broken = connect(car, 0);
        String id = order("history-2", Duration.ofMinutes(1));
        broken.await(FrameCase.COMMAND);
        broken.close();
        awaitState("history-2", id, "outcome-unknown");
        try (CarLink link = connect(car, 0)) {
            link.await(FrameCase.COMMAND);
            link.report(1, id, CommandState.COMMAND_STATE_REJECTED);
            awaitAck(link, 1);
        }
        assertThat(history(id)).containsExactly("sent", "outcome-unknown", "sent", "rejected");
    }

    @Test
    void nobodyRewritesTheHistory() throws Exception {
        car("history-3");
        String id = order("history-3", Duration.ofMinutes(1));
        awaitState("history-3", id, "queued");
        for (String rewrite : List.of("update command_change set state = 'SUCCEEDED'", "delete from command_change")) {
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate(rewrite)).hasMessageContaining("append-only");
            }
        }
        assertThat(history(id)).containsExactly("queued");
    }

    @Test
    void anUnknownCommandIsNotFound() {
        given().get("/v1/commands/history-none").then().statusCode(404).body("code", equalTo("command.unknown"));
    }

    @Test
    void theListIsPagedAndNarrowed() throws Exception {
        car("history-4");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(order("history-4", i == 0 ? Duration.ofSeconds(-1) : Duration.ofMinutes(1)));
        }
        awaitState("history-4", ids.getLast(), "queued");
        List<String> seen = new ArrayList<>();
        List<String> page = page(Map.of("limit", 2));
        while (!page.isEmpty()) {
            seen.addAll(page);
            page = page(Map.of("limit", 2, "after", page.getLast()));
        }
        assertThat(seen).containsExactlyElementsOf(ids.reversed());
        assertThat(page(Map.of("state", "expired"))).containsExactly(ids.getFirst());
        assertThat(page(Map.of("sender", "dispatch", "state", "queued"))).hasSize(4);
        assertThat(page(Map.of("sender", "ota"))).isEmpty();
        given().queryParam("state", "nonsense")
                .get("/v1/commands")
                .then()
                .statusCode(422)
                .body("code", equalTo("command.bad-request"));
    }

    private static List<String> page(Map<String, Object> query) {
        return given().queryParam("vehicleId", "history-4")
                .queryParams(query)
                .get("/v1/commands")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("commandId");
    }
}
