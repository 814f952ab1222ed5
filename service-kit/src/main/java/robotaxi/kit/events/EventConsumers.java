package robotaxi.kit.events;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import robotaxi.contracts.Topics.Topic;
import robotaxi.kit.trace.Tracing;

/**
 * Runs handlers over topics, at least once and in the order of each key. A handler that fails is tried again until it
 * succeeds: nothing is skipped. A record that is no protobuf of the topic's type goes to {@link UnreadableRecords}.
 * What a handler does belongs to the record's trace.
 */
@ApplicationScoped
public class EventConsumers {
    private static final Logger LOG = Logger.getLogger(EventConsumers.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long FIRST_RETRY_MILLIS = 100;
    private static final long LAST_RETRY_MILLIS = 5_000;

    private final KafkaClients kafka;
    private final UnreadableRecords unreadable;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;

    @Inject
    EventConsumers(KafkaClients kafka, UnreadableRecords unreadable) {
        this.kafka = kafka;
        this.unreadable = unreadable;
    }

    /** What is done with one event. Must be idempotent by event id. */
    @FunctionalInterface
    public interface Handler<T> {
        /**
         * Deals with one event.
         *
         * @param key the record's key
         * @param event the message
         */
        void handle(String key, T event);
    }

    /**
     * Starts a thread that hands every event of a topic to the handler; the group's offset moves only afterwards.
     *
     * @param group consumer group, for instance {@code dispatch.vehicle-events}
     */
    public <T extends MessageLite> void subscribe(String group, Topic topic, Parser<T> parser, Handler<T> handler) {
        threads.add(Thread.ofPlatform().name(group).daemon().start(() -> keepRunning(group, topic, parser, handler)));
    }

    private <T extends MessageLite> void keepRunning(String group, Topic topic, Parser<T> parser, Handler<T> handler) {
        while (running) {
            try (Consumer<String, byte[]> consumer = kafka.groupConsumer(group)) {
                consumer.subscribe(List.of(topic.name()));
                while (running) {
                    for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                        try (var _ = Tracing.enter(RecordTrace.of(message))) {
                            untilDone(message, parser, handler);
                        }
                    }
                    consumer.commitSync();
                }
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                // Rebalanced away or the broker restarts: what was not committed comes again.
                LOG.warnf("A consumer starts anew, group %s: %s", group, e.getMessage());
                pause(FIRST_RETRY_MILLIS * 5);
            }
        }
    }

    private <T extends MessageLite> void untilDone(
            ConsumerRecord<String, byte[]> message, Parser<T> parser, Handler<T> handler) {
        long wait = FIRST_RETRY_MILLIS;
        while (running) {
            try {
                handler.handle(message.key(), parser.parseFrom(message.value()));
                return;
            } catch (InvalidProtocolBufferException e) {
                if (kept(message, e)) {
                    return;
                }
            } catch (RuntimeException e) {
                LOG.warnf(e, "A handler failed and is tried again, topic %s", message.topic());
            }
            pause(wait);
            wait = Math.min(LAST_RETRY_MILLIS, wait * 2);
        }
        throw new WakeupException();
    }

    private boolean kept(ConsumerRecord<String, byte[]> message, InvalidProtocolBufferException reason) {
        try {
            unreadable.keep(message, String.valueOf(reason.getMessage()));
            return true;
        } catch (RuntimeException e) {
            LOG.warn("An unreadable record cannot be kept yet", e);
            return false;
        }
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join(2_000);
        }
    }
}
