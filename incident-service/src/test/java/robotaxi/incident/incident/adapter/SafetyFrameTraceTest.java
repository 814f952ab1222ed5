package robotaxi.incident.incident.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.incident.v1.IncidentEvent;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.incident.IncidentStack;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.trace.Trace;
import robotaxi.testkit.KafkaReader;

/** A car's safety event, as the gateway put it on Kafka, can be followed by its trace to the incident's event. */
@QuarkusTest
@QuarkusTestResource(IncidentStack.class)
class SafetyFrameTraceTest {
    @Inject
    KafkaClients kafka;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @Test
    void theIncidentsEventBelongsToTheTraceOfTheCarsFrame() throws Exception {
        String car = "traced-" + UUID.randomUUID();
        Trace frame = Trace.begin();
        var message = new ProducerRecord<>(
                Topics.VEHICLE_SAFETY.name(), car, collision(car).toByteArray());
        message.headers().add(Topics.TRACEPARENT, frame.traceparent().getBytes(StandardCharsets.ISO_8859_1));
        kafka.producer().send(message).get();

        var opened = KafkaReader.readUntil(brokers, Topics.INCIDENT_EVENTS, r -> isOf(car, r))
                .getLast();

        Trace event =
                Trace.parse(KafkaReader.header(opened, Topics.TRACEPARENT)).orElseThrow();
        assertThat(event.traceId()).isEqualTo(frame.traceId());
        assertThat(event.spanId()).isNotEqualTo(frame.spanId());
    }

    private static SafetyEvent collision(String car) {
        return SafetyEvent.newBuilder()
                .setEventId(car + "/safety/1")
                .setVehicleId(car)
                .setTime(Timestamp.newBuilder().setSeconds(1_000))
                .setKind(SafetyKind.SAFETY_KIND_COLLISION)
                .build();
    }

    private static boolean isOf(String car, ConsumerRecord<String, byte[]> message) {
        try {
            return IncidentEvent.parseFrom(message.value()).getVehicleId().equals(car);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
