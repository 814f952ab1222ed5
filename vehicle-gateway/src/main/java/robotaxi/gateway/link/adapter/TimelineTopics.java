package robotaxi.gateway.link.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.kit.events.KafkaClients;

/**
 * What Kafka has for a car's timeline: the newest records of its partitions, of some minutes, a bounded number of them and for a
 * bounded time. A partition is shared by many cars, so in a large fleet the bound may be some seconds of telemetry.
 */
@ApplicationScoped
class TimelineTopics {
    private static final Logger LOG = Logger.getLogger(TimelineTopics.class);

    /** Of each topic; a safety event carries pictures. */
    private static final Map<Topic, Long> MOST_RECORDS =
            Map.of(Topics.VEHICLE_EVENTS, 2_000L, Topics.VEHICLE_SAFETY, 50L, Topics.VEHICLE_TELEMETRY, 2_000L);

    private static final Duration LOOK_BACK = Duration.ofMinutes(10);
    private static final Duration READING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClients kafka;
    private final Semaphore readers = new Semaphore(4);

    @Inject
    TimelineTopics(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * What was found.
     *
     * @param truncated whether there was more, or Kafka could not be asked
     */
    record Found(List<ConsumerRecord<String, byte[]>> records, boolean truncated) {}

    /** The car's records of the minutes before a time, in the order of each topic. */
    Found before(String vehicleId, Instant before) {
        // Whoever comes while others read gets what the database knows; a broker must not suffer from spectators.
        if (!readers.tryAcquire()) {
            return new Found(List.of(), true);
        }
        try (Consumer<String, byte[]> consumer = kafka.freeConsumer()) {
            return read(consumer, vehicleId, before);
        } catch (KafkaException e) {
            LOG.warnf("A timeline goes without Kafka: %s", e.getMessage());
            return new Found(List.of(), true);
        } finally {
            readers.release();
        }
    }

    private static Found read(Consumer<String, byte[]> consumer, String vehicleId, Instant before) {
        Map<TopicPartition, Long> mostRecords = new HashMap<>();
        MOST_RECORDS.forEach((topic, most) -> mostRecords.put(partition(consumer, topic, vehicleId), most));
        consumer.assign(mostRecords.keySet());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(mostRecords.keySet(), PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(mostRecords.keySet(), PATIENCE);
        Set<TopicPartition> cut = new HashSet<>();
        mostRecords.forEach((partition, most) -> {
            long from = ends.getOrDefault(partition, 0L) - most;
            long begin = begins.getOrDefault(partition, 0L);
            if (from > begin) {
                cut.add(partition);
            }
            consumer.seek(partition, Math.max(from, begin));
        });
        return new Look(vehicleId, before, before.minus(LOOK_BACK), cut).through(consumer, ends);
    }

    /** Where the producer puts the records of a car: by the number of partitions that there are. */
    private static TopicPartition partition(Consumer<String, byte[]> consumer, Topic topic, String vehicleId) {
        byte[] key = vehicleId.getBytes(StandardCharsets.UTF_8);
        int partitions = consumer.partitionsFor(topic.name(), PATIENCE).size();
        return new TopicPartition(topic.name(), Utils.toPositive(Utils.murmur2(key)) % partitions);
    }

    /** One look through the newest records. */
    private record Look(String vehicleId, Instant before, Instant since, Set<TopicPartition> cut) {
        Found through(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
            List<ConsumerRecord<String, byte[]>> its = new ArrayList<>();
            boolean truncated = false;
            long giveUpAt = System.nanoTime() + READING.toNanos();
            while (!isRead(consumer, ends)) {
                if (System.nanoTime() - giveUpAt > 0) {
                    return new Found(its, true);
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    boolean isFirst = cut.remove(new TopicPartition(record.topic(), record.partition()));
                    truncated |= isFirst && record.timestamp() > since.toEpochMilli();
                    if (isMeant(record)) {
                        its.add(record);
                    }
                }
            }
            return new Found(its, truncated);
        }

        private boolean isMeant(ConsumerRecord<String, byte[]> record) {
            return vehicleId.equals(record.key())
                    && record.timestamp() >= since.toEpochMilli()
                    && record.timestamp() < before.toEpochMilli();
        }

        private static boolean isRead(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }
    }
}
