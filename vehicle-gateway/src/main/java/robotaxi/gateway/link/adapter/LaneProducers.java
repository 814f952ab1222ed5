package robotaxi.gateway.link.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.gateway.link.Admission;
import robotaxi.kit.events.KafkaClients;

/**
 * A Kafka producer for each class of lanes, with a budget of its own: a flood of telemetry fills its own buffer, and a safety
 * event passes beside it.
 */
@ApplicationScoped
class LaneProducers {
    private static final Logger LOG = Logger.getLogger(LaneProducers.class);
    private static final long MEBI = 1L << 20;
    private static final long READY_PAUSE_MILLIS = 50;

    private final ExecutorService readying = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Lane, Channel> channels = new EnumMap<>(Lane.class);

    @Inject
    LaneProducers(KafkaClients kafka) {
        channels.put(Lane.LANE_SAFETY, new Channel(kafka, Topics.VEHICLE_SAFETY, 0, 8 * MEBI));
        channels.put(Lane.LANE_ASSIST, new Channel(kafka, Topics.VEHICLE_ASSISTANCE, 0, 8 * MEBI));
        channels.put(Lane.LANE_EVENT, new Channel(kafka, Topics.VEHICLE_EVENTS, 1, 16 * MEBI));
        channels.put(Lane.LANE_TELEMETRY, new Channel(kafka, Topics.VEHICLE_TELEMETRY, 5, 48 * MEBI));
        channels.put(Lane.LANE_BULK, new Channel(kafka, Topics.VEHICLE_VIEWS, 0, 8 * MEBI));
    }

    private static final class Channel {
        private final Producer<String, byte[]> producer;
        private final Admission admission;
        private final Topic topic;

        Channel(KafkaClients kafka, Topic topic, int lingerMillis, long budget) {
            this.topic = topic;
            admission = new Admission(budget);
            producer = kafka.newProducer(Map.of(
                    "linger.ms",
                    lingerMillis,
                    "batch.size",
                    64 * 1024,
                    // Room for what admission lets in and for half-empty batches: a send never waits for memory.
                    "buffer.memory",
                    2 * budget + 8 * MEBI,
                    // Nor for the topic's partitions, which are known for good once they were asked for: whoever sends
                    // is a thread that serves many cars.
                    "max.block.ms",
                    0,
                    "metadata.max.idle.ms",
                    Duration.ofDays(365).toMillis(),
                    // A broker that has never heard of this producer takes any first number. With more than one request
                    // under way it could take a later one while it refuses an earlier one, as it does while it starts:
                    // the car's order would be lost, and the earlier one would be refused for ever.
                    "max.in.flight.requests.per.connection",
                    1,
                    // What was taken in is sent until the broker has it. To give up would leave a hole in the car's
                    // order.
                    "delivery.timeout.ms",
                    Integer.MAX_VALUE));
        }

        /** Asks for the topic's partitions until the broker has answered. */
        void getReady() {
            while (true) {
                try {
                    producer.partitionsFor(topic.name());
                    return;
                } catch (TimeoutException e) {
                    LOG.debugf("The partitions of %s are not known yet", topic.name());
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(READY_PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    /** Before the first car comes: its first record shall not be put off. */
    void onStart(@Observes StartupEvent event) {
        channels.values().forEach(channel -> readying.submit(channel::getReady));
    }

    /**
     * Sends a record.
     *
     * @param done hears of the broker's own acknowledgement (acks=all), or of a failure that repeating cannot mend
     * @return false if there is no room for it now, or Kafka has not been reached yet
     */
    boolean send(Lane lane, ProducerRecord<String, byte[]> message, Consumer<@Nullable Exception> done) {
        Channel channel = channels.get(lane);
        if (channel == null) {
            throw new IllegalArgumentException(lane + " has no topic, but " + message.topic() + " was asked for");
        }
        int bytes = message.value().length;
        if (!channel.admission.enter(bytes)) {
            return false;
        }
        try {
            channel.producer.send(message, (metadata, fault) -> {
                channel.admission.leave(bytes);
                done.accept(fault);
            });
            return true;
        } catch (KafkaException e) {
            channel.admission.leave(bytes);
            return false;
        }
    }

    /** Lanes with a topic. */
    Set<Lane> lanes() {
        return channels.keySet();
    }

    /** Part of a lane's budget that is under way, 0 to 1. */
    double fill(Lane lane) {
        Channel channel = channels.get(lane);
        return channel == null ? 0 : channel.admission.fill();
    }

    @PreDestroy
    void close() {
        readying.shutdownNow();
        channels.values().forEach(channel -> channel.producer.close(Duration.ofSeconds(2)));
    }
}
