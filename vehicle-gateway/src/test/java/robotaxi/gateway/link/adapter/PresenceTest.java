package robotaxi.gateway.link.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.GatewayStack;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.gateway.identity.VehicleCertificate;
import robotaxi.gateway.identity.VehicleName;
import robotaxi.testkit.KafkaReader;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
@TestSecurity(user = "operator", roles = "operator")
class PresenceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    TestPki pki;

    @Inject
    GatewayConfig config;

    @Inject
    DataSource database;

    @Inject
    Sessions sessions;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void theCarsOfADeadGatewayAreToldLostOnceEach() throws Exception {
        for (String car : List.of("presence-1", "presence-2")) {
            TestCar.register(car);
            sql("update vehicle set session_epoch = 41, session_instance = 'other/1' where id = '" + car + "'");
        }
        sql("insert into gateway_lease values ('other/1', 'gateway-2', now() - interval '1 second')");
        for (String car : List.of("presence-1", "presence-2")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(presence(car)).containsExactly("LOST 41 gateway-2"));
        }
        assertThat(sql("update vehicle set session_instance = '' where session_instance = 'other/1'"))
                .isZero();
    }

    @Test
    void aLateEndOfAnOlderSessionIsNotNews() throws Exception {
        TestCar car = TestCar.enrolled("presence-3", pki, config.enrolmentPort());
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = link.welcome().getSessionEpoch();
            // The car has gone to another gateway, whose session is newer; this one has not heard of it.
            sql("update vehicle set session_epoch = " + (epoch + 1)
                    + ", session_instance = 'other/2' where id = 'presence-3'");
        }
        await().atMost(PATIENCE).until(() -> sessions.find("presence-3").isEmpty());
        sql("insert into gateway_lease values ('other/2', 'gateway-2', now() - interval '1 second')");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(presence("presence-3"))
                        .containsExactly("CONNECTED 1 gateway-1", "LOST 2 gateway-2"));
    }

    @Test
    void anOlderSessionThatComesAfterTheNewerOneDoesNotTakeItsPlace() throws Exception {
        TestCar car = TestCar.enrolled("presence-4", pki, config.enrolmentPort());
        var late = new DeafStream();
        try (CarLink link = CarLink.control(car.channel(pki, config.linkPort()), 0)) {
            long epoch = link.welcome().getSessionEpoch();
            await().atMost(PATIENCE).until(() -> sessions.find("presence-4").isPresent());
            // A car that gave up waiting for its welcome came again; the first of the two is the last to get here.
            sessions.begin(session("presence-4", epoch - 1, late));
            assertThat(late.sent())
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.getGoodbye().getCode()).isEqualTo("superseded"));
            assertThat(sessions.find("presence-4").map(Session::epoch)).contains(epoch);
            assertThat(connected("presence-4")).isTrue();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(presence("presence-4"))
                        .hasSize(2)
                        .startsWith("CONNECTED 1 gateway-1")
                        .allMatch(news -> news.endsWith(" 1 gateway-1")));
    }

    @Test
    void aSessionThatBeganWhileItsGatewayWasTakenForDeadIsConnectedInTheEnd() throws Exception {
        TestCar.register("presence-5");
        // What another gateway does that has not heard of this one in time.
        sql("delete from gateway_lease where gateway_id = 'gateway-1'");
        await().atMost(PATIENCE)
                .until(() ->
                        sql("update gateway_lease set expires_at = expires_at where gateway_id = 'gateway-1'") == 1);
        sql("update vehicle set session_epoch = 7, session_instance = '' where id = 'presence-5'");
        var stream = new DeafStream();
        Session begun = session("presence-5", 7, stream);
        sessions.begin(begun);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(presence("presence-5")).containsExactly("CONNECTED 7 gateway-1"));
        assertThat(connected("presence-5")).isTrue();
        sessions.over(begun, "silent", 0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(presence("presence-5"))
                        .containsExactly("CONNECTED 7 gateway-1", "LOST 7 gateway-1"));
        assertThat(connected("presence-5")).isFalse();
    }

    @Test
    void theListOfCarsKnowsSessionsAtOtherGatewaysAsLongAsThoseLive() throws SQLException {
        TestCar.register("presence-6");
        sql("update vehicle set session_epoch = 3, session_instance = 'other/6' where id = 'presence-6'");
        assertThat(connected("presence-6")).isFalse();
        sql("insert into gateway_lease values ('other/6', 'gateway-2', now() + interval '1 hour')");
        assertThat(connected("presence-6")).isTrue();
        sql("delete from gateway_lease where instance = 'other/6'");
        sql("update vehicle set session_instance = '' where id = 'presence-6'");
    }

    private static Session session(String car, long epoch, DeafStream stream) {
        var certificate = new VehicleCertificate(new VehicleName(car, "", ""), "", Instant.MAX);
        return new Session(
                certificate, epoch, 0, new StreamOut(stream), new Session.Origin("", "", 0), System.nanoTime());
    }

    private static boolean connected(String car) {
        return given().get("/v1/vehicles")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getBoolean("find { it.vehicleId == '" + car + "' }.connected");
    }

    private int sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.createStatement()) {
            return query.executeUpdate(statement);
        }
    }

    private List<String> presence(String car) throws InvalidProtocolBufferException {
        List<String> news = new ArrayList<>();
        for (var record : KafkaReader.readAll(kafka, Topics.VEHICLE_PRESENCE)) {
            if (record.key().equals(car)) {
                Presence presence = Presence.parseFrom(record.value());
                news.add(presence.getState().name().substring("PRESENCE_STATE_".length()) + " "
                        + presence.getSessionEpoch() + " " + presence.getGatewayId());
            }
        }
        return news;
    }
}
