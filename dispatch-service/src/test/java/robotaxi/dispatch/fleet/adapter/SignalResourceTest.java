package robotaxi.dispatch.fleet.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.dispatch.DispatchStack;
import robotaxi.kit.events.KafkaClients;

@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class SignalResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    KafkaClients kafka;

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void aCarsNewestTelemetryHasVssNamesAndUnits() throws Exception {
        register("signal-car");
        awaitKnown("signal-car");
        get("signal-car").statusCode(200).body("signals", anEmptyMap()).body("$", not(hasKey("time")));
        measure("signal-car", 1, 5);
        measure("signal-car", 2, 10);
        await().atMost(PATIENCE)
                .untilAsserted(() -> get("signal-car")
                        .statusCode(200)
                        .body("time", equalTo("2026-11-22T00:00:02Z"))
                        .body("signals.'Vehicle.Speed'.value", equalTo(36.0f))
                        .body("signals.'Vehicle.Speed'.unit", equalTo("km/h"))
                        .body("signals.'Vehicle.Speed'.id", equalTo(1))
                        .body("signals.'Vehicle.IsMoving'.value", equalTo(true))
                        .body("signals.'Vehicle.IsMoving'", not(hasKey("unit")))
                        .body("signals.'Vehicle.ADS.Link.ConflatedBatches'.value", equalTo(3))
                        .body("signals", not(hasKey("Vehicle.CurrentLocation.Latitude"))));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void nobodyKnowsACarThatIsNotInTheRegistry() {
        get("never-was").statusCode(404).body("code", equalTo("vehicle.unknown"));
    }

    @Test
    @TestSecurity(user = "anna", roles = "rider")
    void aRiderDoesNotSeeThem() {
        get("signal-car").statusCode(403);
    }

    private void awaitKnown(String car) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(car).extract().statusCode()).isEqualTo(200));
    }

    private static ValidatableResponse get(String car) {
        return given().get("/v1/vehicles/" + car + "/signals").then();
    }

    private void register(String car) throws Exception {
        send(
                Topics.VEHICLE_REGISTRY,
                car,
                VehicleRegistration.newBuilder()
                        .setVehicleId(car)
                        .setMarketId("elsewhere")
                        .build());
    }

    private void measure(String car, long sequence, float speed) throws Exception {
        send(
                Topics.VEHICLE_TELEMETRY,
                car,
                TelemetryBatch.newBuilder()
                        .setVehicleId(car)
                        .setBootEpoch(1)
                        .setSequence(sequence)
                        .setConflated(3)
                        .addSamples(Sample.newBuilder()
                                .setTime(Timestamp.newBuilder().setSeconds(1_795_305_600L + sequence))
                                .setSpeedMetresPerSecond(speed))
                        .build());
    }

    private void send(Topic topic, String car, MessageLite message) throws Exception {
        kafka.producer()
                .send(new ProducerRecord<>(topic.name(), car, message.toByteArray()))
                .get();
    }
}
