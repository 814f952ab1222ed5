package robotaxi.kit.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads given partitions from given places, without a consumer group: who reads is decided elsewhere, by a lease, and no
 * rebalance stands between a new owner and its first record. A batch that fails is handed over again until it succeeds.
 */
public final class PartitionReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PartitionReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long RETRY_MILLIS = 200;

    private final KafkaClients kafka;
    private final Source source;
    private final Batch batch;
    private final CountDownLatch closed = new CountDownLatch(1);

    private PartitionReader(KafkaClients kafka, Source source, Batch batch) {
        this.kafka = kafka;
        this.source = source;
        this.batch = batch;
    }

    /** Where to read. */
    @FunctionalInterface
    public interface Source {
        /** The partitions, each with the offset that comes next; asked at every start. */
        Map<TopicPartition, Long> next(Consumer<String, byte[]> consumer);
    }

    /** What is done with records, in the order of each partition. Must be idempotent, and must keep the offsets itself. */
    @FunctionalInterface
    public interface Batch {
        /** Deals with at least one record. */
        void handle(List<ConsumerRecord<String, byte[]>> records);
    }

    /** Starts to read on a thread of this name. */
    public static PartitionReader start(String name, KafkaClients kafka, Source source, Batch batch) {
        var reader = new PartitionReader(kafka, source, batch);
        Thread.ofPlatform().name(name).daemon().start(reader::keepRunning);
        return reader;
    }

    private void keepRunning() {
        do {
            try (Consumer<String, byte[]> consumer = kafka.freeConsumer()) {
                read(consumer);
            } catch (KafkaException e) {
                LOG.warnf("A reader starts anew: %s", e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("A reader starts anew", e);
            }
        } while (!isClosedWithin(RETRY_MILLIS));
    }

    private void read(Consumer<String, byte[]> consumer) {
        Map<TopicPartition, Long> next = source.next(consumer);
        consumer.assign(next.keySet());
        // What retention has deleted cannot be read any more; Kafka would refuse an offset before the first one.
        consumer.beginningOffsets(next.keySet())
                .forEach((partition, begin) ->
                        consumer.seek(partition, Math.max(begin, next.getOrDefault(partition, 0L))));
        while (!isClosedWithin(0)) {
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            consumer.poll(POLL).forEach(records::add);
            if (!records.isEmpty()) {
                untilDone(records);
            }
        }
    }

    private void untilDone(List<ConsumerRecord<String, byte[]>> records) {
        do {
            try {
                batch.handle(records);
                return;
            } catch (RuntimeException e) {
                LOG.warnf("A batch failed and is tried again: %s", e.getMessage());
            }
        } while (!isClosedWithin(RETRY_MILLIS));
    }

    private boolean isClosedWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the reading after the batch at hand; does not wait for that. */
    @Override
    public void close() {
        closed.countDown();
    }
}
