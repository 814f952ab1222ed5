package robotaxi.dispatch.board.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.CarOnKafka;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.KafkaClients;

@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class BoardResourceTest {
    @Inject
    KafkaClients clients;

    @TestHTTPResource("/v1/markets/monaco/board/events")
    URI events;

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void theBoardCountsACarAsSoonAsItIsThere() {
        try (var _ = new CarOnKafka(clients, "board-car", new Place(43.7396, 7.4276))) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> given().get("/v1/markets/monaco/board")
                            .then()
                            .statusCode(200)
                            .body("cars.idle", greaterThanOrEqualTo(1))
                            .body("cars", hasKey("out-of-service"))
                            .body("zones.size()", greaterThan(10))
                            .body("openRequests", greaterThanOrEqualTo(0)));
        }
        given().get("/v1/markets/nowhere/board").then().statusCode(404).body("code", equalTo("area.unknown"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void theStreamTellsTheSame() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofLines());
            try (var lines = answer.body()) {
                List<String> two =
                        lines.filter(line -> line.startsWith("data:")).limit(2).toList();
                assertThat(two).hasSize(2).allMatch(line -> line.contains("\"openRequests\""));
            }
        }
    }

    @Test
    @TestSecurity(user = "anna", roles = "rider")
    void ridersDoNotSeeIt() {
        given().get("/v1/markets/monaco/board").then().statusCode(403);
    }
}
