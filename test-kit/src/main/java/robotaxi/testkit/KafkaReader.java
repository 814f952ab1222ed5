package robotaxi.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import robotaxi.contracts.Topics.Topic;

/** Reads a topic from its beginning, without a group. */
public final class KafkaReader {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);

    private KafkaReader() {}

    /** Every record up to and with the first that fits, or a failure that says how many came instead. */
    public static List<ConsumerRecord<String, byte[]>> readUntil(
            String bootstrapServers, Topic topic, Predicate<ConsumerRecord<String, byte[]>> last) {
        List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = consumer(bootstrapServers)) {
            begin(consumer, topic);
            long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - giveUpAt < 0) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    seen.add(message);
                    if (last.test(message)) {
                        return seen;
                    }
                }
            }
        }
        throw new AssertionError("The record did not come within " + PATIENCE.toSeconds() + " s to " + topic.name()
                + "; " + seen.size() + " others did");
    }

    /** Every record that is in the topic at this moment. */
    public static List<ConsumerRecord<String, byte[]>> readAll(String bootstrapServers, Topic topic) {
        List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = consumer(bootstrapServers)) {
            List<TopicPartition> partitions = begin(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(POLL).forEach(seen::add);
            }
        }
        return seen;
    }

    /** A header as text. */
    public static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Consumer<String, byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> begin(Consumer<String, byte[]> consumer, Topic topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }
}
