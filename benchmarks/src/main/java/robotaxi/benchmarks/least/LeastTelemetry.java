package robotaxi.benchmarks.least;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import robotaxi.contracts.Topics;

/** Frames to the broker as they are, with the settings of the gateway's own client. */
final class LeastTelemetry {
    private static final int LINGER_MILLIS = 5;
    private static final int BATCH_BYTES = 64 * 1024;
    private static final long BUFFER_BYTES = 104L << 20;

    private final KafkaProducer<String, byte[]> producer;

    LeastTelemetry(LeastOrder order) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                order.bootstrapServers(),
                "acks",
                "all",
                "enable.idempotence",
                true,
                "compression.type",
                "lz4",
                "linger.ms",
                LINGER_MILLIS,
                "batch.size",
                BATCH_BYTES,
                "buffer.memory",
                BUFFER_BYTES);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
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
