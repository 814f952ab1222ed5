package robotaxi.kit.events;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics.Topic;
import robotaxi.kit.events.EventConsumers.Handler;
import robotaxi.kit.trace.Tracing;

/**
 * Rebuilds a picture in memory from a topic and keeps it fresh: every instance reads every partition, from the beginning
 * or from a point in time, and commits nothing.
 */
@ApplicationScoped
public class TopicReplay {
    private static final Logger LOG = Logger.getLogger(TopicReplay.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClients kafka;
    private final UnreadableRecords unreadable;
    private volatile boolean running = true;

    @Inject
    TopicReplay(KafkaClients kafka, UnreadableRecords unreadable) {
        this.kafka = kafka;
        this.unreadable = unreadable;
    }

    /**
     * Follows a topic.
     *
     * @param from where to begin, or null for the beginning
     * @return done once everything that was there at the start has been handled
     */
    public <T extends MessageLite> CompletableFuture<Void> follow(
            Topic topic, @Nullable Instant from, Parser<T> parser, Handler<T> handler) {
        CompletableFuture<Void> caughtUp = new CompletableFuture<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        Thread.ofPlatform().name("replay-" + topic.name()).daemon().start(() -> {
            while (running) {
                try (Consumer<String, byte[]> consumer = kafka.freeConsumer()) {
                    run(consumer, topic, from, parser, handler, caughtUp, next);
                } catch (KafkaException e) {
                    LOG.warnf("A replay starts anew, topic %s: %s", topic.name(), e.getMessage());
                }
            }
        });
        return caughtUp;
    }

    private <T extends MessageLite> void run(
            Consumer<String, byte[]> consumer,
            Topic topic,
            @Nullable Instant from,
            Parser<T> parser,
            Handler<T> handler,
            CompletableFuture<Void> caughtUp,
            Map<TopicPartition, Long> next) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(consumer, partitions, ends, from, next);
        while (running) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                handle(message, parser, handler);
                next.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
            }
            if (!caughtUp.isDone()
                    && partitions.stream().allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L))) {
                caughtUp.complete(null);
            }
        }
    }

    private static void seek(
            Consumer<String, byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            @Nullable Instant from,
            Map<TopicPartition, Long> next) {
        if (!next.isEmpty() || from == null) {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            partitions.forEach(p -> consumer.seek(p, Math.max(begins.getOrDefault(p, 0L), next.getOrDefault(p, 0L))));
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(p -> times.put(p, from.toEpochMilli()));
        consumer.offsetsForTimes(times)
                .forEach((p, found) -> consumer.seek(p, found == null ? ends.getOrDefault(p, 0L) : found.offset()));
    }

    private <T extends MessageLite> void handle(
            ConsumerRecord<String, byte[]> message, Parser<T> parser, Handler<T> handler) {
        try (var _ = Tracing.enter(RecordTrace.of(message))) {
            handler.handle(message.key(), parser.parseFrom(message.value()));
        } catch (InvalidProtocolBufferException e) {
            unreadable.keep(message, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "A replayed event was not understood, topic %s", message.topic());
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        running = false;
    }
}
