package robotaxi.benchmarks.link;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import robotaxi.contracts.Topics;

/** Kafka's producer alone, in a loop as its own benchmark's: the gateway's records, headers and client settings. */
public final class ProducerLoad {
    private static final int RECORDS = 4_096;

    private ProducerLoad() {}

    /** As the gateway sets the client of its telemetry. */
    public static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "compression.type",
                "lz4",
                "linger.ms",
                5,
                "batch.size",
                64 * 1024,
                "buffer.memory",
                104L << 20);
    }

    static Map<String, Object> run(LoadOrder order) throws InterruptedException {
        var telemetry = new Telemetry(order.seed());
        byte[][] values = new byte[RECORDS][];
        byte[][] traces = new byte[RECORDS][];
        for (int i = 0; i < RECORDS; i++) {
            values[i] = telemetry.published(vehicle(order, i), i + 1).toByteArray();
            // As different from one another as the gateway's: what is the same in every record costs next to nothing.
            traces[i] = "00-%08x00000001%016x-%016x-01"
                    .formatted(vehicle(order, i).hashCode(), 31L * i, 31L * i | 1)
                    .getBytes(StandardCharsets.UTF_8);
        }
        var durable = new LongAdder();
        var running = new AtomicBoolean(true);
        try (var producer = new KafkaProducer<>(
                settings(order.bootstrapServers()), new StringSerializer(), new ByteArraySerializer())) {
            Thread sender = Thread.ofPlatform().start(() -> {
                for (int i = 0; running.get(); i = (i + 1) % RECORDS) {
                    producer.send(message(order, values[i], traces[i], i), (metadata, fault) -> {
                        if (fault == null) {
                            durable.increment();
                        }
                    });
                }
            });
            double records = Rates.median(durable, order.warmSeconds(), order.seconds());
            running.set(false);
            sender.join();
            producer.close(Duration.ofSeconds(5));
            return Map.of("records_per_second", records, "record_bytes", values[0].length);
        }
    }

    private static ProducerRecord<String, byte[]> message(LoadOrder order, byte[] value, byte[] trace, int i) {
        String vehicle = vehicle(order, i);
        var message = new ProducerRecord<>(Topics.VEHICLE_TELEMETRY.name(), vehicle, value);
        message.headers().add(Topics.EVENT_ID, (vehicle + "/5/" + i).getBytes(StandardCharsets.UTF_8));
        message.headers().add(Topics.TRACEPARENT, trace);
        return message;
    }

    private static String vehicle(LoadOrder order, int i) {
        return "bench-" + (10_000 + i % order.cars());
    }
}
