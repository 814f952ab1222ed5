package robotaxi.benchmarks.least;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import robotaxi.benchmarks.link.ProducerLoad;
import robotaxi.contracts.Topics;

/** Frames to the broker as they are, with the settings of the gateway's own client. */
final class LeastTelemetry {
    private final KafkaProducer<String, byte[]> producer;

    LeastTelemetry(LeastOrder order) {
        producer = new KafkaProducer<>(
                ProducerLoad.settings(order.bootstrapServers()), new StringSerializer(), new ByteArraySerializer());
        producer.partitionsFor(Topics.VEHICLE_TELEMETRY.name());
    }

    /** {@code durable} is run once all replicas have it. */
    void send(String vehicleId, byte[] frame, Runnable durable) {
        producer.send(new ProducerRecord<>(Topics.VEHICLE_TELEMETRY.name(), vehicleId, frame), (metadata, fault) -> {
            if (fault == null) {
                durable.run();
            }
        });
    }
}
