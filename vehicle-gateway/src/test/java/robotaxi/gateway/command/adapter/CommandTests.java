package robotaxi.gateway.command.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CancelMission;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.contracts.link.v1.OpenResponse.FrameCase;
import robotaxi.gateway.CarLink;
import robotaxi.gateway.TestCar;
import robotaxi.gateway.TestPki;
import robotaxi.gateway.link.adapter.GatewayConfig;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.KafkaReader;

/** What the tests of the ledger share: cars, orders and a look into the ledger over its API. */
abstract class CommandTests {
    static final Duration PATIENCE = Duration.ofSeconds(15);

    TestPki pki;

    @Inject
    GatewayConfig config;

    @Inject
    KafkaClients clients;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    TestCar car(String id) throws Exception {
        return TestCar.enrolled(id, pki, config.enrolmentPort());
    }

    CarLink connect(TestCar car, long lastCommandSequence) throws Exception {
        CarLink link = CarLink.control(car.channel(pki, config.linkPort()), lastCommandSequence);
        link.welcome();
        return link;
    }

    String order(String car, Duration validFor) throws Exception {
        Command command = command(car, validFor);
        send(command);
        return command.getCommandId();
    }

    Command command(String car, Duration validFor) {
        Instant notAfter = Instant.now().plus(validFor);
        return signed(Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setVehicleId(car)
                .setSender("dispatch")
                .setNotAfter(Timestamp.newBuilder()
                        .setSeconds(notAfter.getEpochSecond())
                        .setNanos(notAfter.getNano()))
                .setCancelMission(CancelMission.newBuilder().setMissionId("mission-1")));
    }

    /** As dispatch would. */
    Command signed(Command.Builder command) {
        return pki.signers().sign("dispatch", command);
    }

    void send(Command command) throws Exception {
        clients.producer()
                .send(new ProducerRecord<>(
                        Topics.VEHICLE_COMMANDS.name(), command.getVehicleId(), command.toByteArray()))
                .get();
    }

    static void awaitAck(CarLink link, long sequence) throws InterruptedException {
        while (link.await(FrameCase.ACK).getAck().getDurableSequence() < sequence) {}
    }

    static void awaitState(String car, String id, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ledger(car))
                        .anyMatch(row -> id.equals(row.get("commandId")) && state.equals(row.get("state"))));
    }

    static String state(String car, String id) {
        return ledger(car).stream()
                .filter(row -> id.equals(row.get("commandId")))
                .map(row -> String.valueOf(row.get("state")))
                .findFirst()
                .orElseThrow();
    }

    static String code(String id) {
        return given().get("/v1/commands/" + id)
                .then()
                .statusCode(200)
                .extract()
                .path("command.code");
    }

    /** State of each change, in order; in brackets what came too late. */
    static List<String> history(String id) {
        List<Map<String, Object>> changes = given().get("/v1/commands/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("history");
        return changes.stream()
                .map(change -> Boolean.TRUE.equals(change.get("applied"))
                        ? String.valueOf(change.get("state"))
                        : "(" + change.get("state") + ")")
                .toList();
    }

    static List<Map<String, Object>> ledger(String car) {
        return given().queryParam("vehicleId", car)
                .get("/v1/commands")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$");
    }

    List<String> told(String id) throws Exception {
        List<String> states = new ArrayList<>();
        for (var record : KafkaReader.readAll(kafka, Topics.VEHICLE_COMMAND_STATUS)) {
            CommandStatus status = CommandStatus.parseFrom(record.value());
            if (status.getCommandId().equals(id)) {
                states.add(status.getState().name().substring("COMMAND_STATE_".length()));
            }
        }
        return states;
    }
}
