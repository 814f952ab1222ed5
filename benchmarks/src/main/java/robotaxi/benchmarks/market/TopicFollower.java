package robotaxi.benchmarks.market;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import robotaxi.contracts.Topics.Topic;
import robotaxi.local.stack.StackException;

/** Reads a topic from its beginning for as long as it is open, on a thread of its own. */
final class TopicFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_MILLIS = 2_000;

    private final Topic topic;
    private final Visitor visitor;
    private final Thread thread;
    private volatile boolean running = true;

    /** Hears of each record. */
    interface Visitor {
        void visit(byte[] value) throws InvalidProtocolBufferException;
    }

    TopicFollower(String bootstrapServers, Topic topic, Visitor visitor) {
        this.topic = topic;
        this.visitor = visitor;
        this.thread = Thread.ofPlatform().daemon().name(topic.name()).start(() -> listen(bootstrapServers));
    }

    private void listen(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                    .mapToObj(number -> new TopicPartition(topic.name(), number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (running) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    visitor.visit(message.value());
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new StackException("a record of " + topic.name() + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
