package robotaxi.kit.events;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.jpountz.lz4.LZ4Factory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes Kafka clients with the settings that our promises rest on. */
@ApplicationScoped
public class KafkaClients {
    private static final Logger LOG = Logger.getLogger(KafkaClients.class);

    static {
        // Its factory takes the native compressor by itself only under the system's class loader, which is not the one
        // that a service runs under; the one in Java takes three times as long.
        try {
            LZ4Factory.nativeInstance();
        } catch (LinkageError e) {
            LOG.infof("Records are compressed in Java, the machine's own LZ4 is not there: %s", e.getMessage());
        }
    }

    private final String bootstrapServers;
    private final Producer<String, byte[]> producer;

    @Inject
    KafkaClients(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = newProducer(Map.of());
    }

    /**
     * A producer of its own, for those whose records must not wait behind others'. The caller closes it.
     *
     * @param settings on top of the ones that our promises rest on
     */
    public Producer<String, byte[]> newProducer(Map<String, Object> settings) {
        // acks=all and idempotence: "acknowledged means durable". Patience of two minutes rides out a broker's restart.
        Map<String, Object> all = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                2,
                "max.block.ms",
                20_000,
                "delivery.timeout.ms",
                120_000,
                "reconnect.backoff.max.ms",
                1_000,
                "compression.type",
                "lz4"));
        all.putAll(settings);
        return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    }

    /** The service's one producer; it may be used by many threads. */
    public Producer<String, byte[]> producer() {
        return producer;
    }

    /** A consumer in a group, offsets committed by hand. */
    public Consumer<String, byte[]> groupConsumer(String group) {
        Map<String, Object> settings = settings();
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 200);
        // A killed instance must not hold its partitions for the default 45 s.
        settings.put("session.timeout.ms", 6_000);
        settings.put("heartbeat.interval.ms", 2_000);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A consumer without a group, for readers that take every partition from a place of their own choice. */
    public Consumer<String, byte[]> freeConsumer() {
        return new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        settings.put("reconnect.backoff.max.ms", 1_000);
        settings.put("allow.auto.create.topics", false);
        return settings;
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
