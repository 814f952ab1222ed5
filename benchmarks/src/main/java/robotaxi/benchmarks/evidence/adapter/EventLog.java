package robotaxi.benchmarks.evidence.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import robotaxi.benchmarks.evidence.PresenceNews;
import robotaxi.benchmarks.evidence.SafetyRecord;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.StackException;

/** Kafka's topics, read from their beginning. */
public final class EventLog {
    private final Map<String, Object> settings;

    /** The broker on this machine. */
    public EventLog(Ports ports) {
        this("127.0.0.1:" + ports.of("kafka"));
    }

    /** The broker at an address. */
    public EventLog(String bootstrapServers) {
        settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "enable.auto.commit", "false",
                "auto.offset.reset", "none",
                "request.timeout.ms", "4000",
                "default.api.timeout.ms", "5000",
                "key.deserializer", ByteArrayDeserializer.class.getName(),
                "value.deserializer", ByteArrayDeserializer.class.getName());
    }

    private interface Visitor {
        void visit(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException;
    }

    /** How many records the safety topic has, or nothing while the broker is away. */
    public java.util.OptionalLong safetyRecords() {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            return java.util.OptionalLong.of(consumer.endOffsets(partitions(Topics.VEHICLE_SAFETY)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum());
        } catch (KafkaException away) {
            return java.util.OptionalLong.empty();
        }
    }

    /** Every safety event that the gateway acknowledged. */
    public Set<SafetyRecord> safetyEvents() {
        Set<SafetyRecord> events = new HashSet<>();
        read(Topics.VEHICLE_SAFETY, record -> {
            SafetyEvent event = SafetyEvent.parseFrom(record.value());
            events.add(new SafetyRecord(event.getVehicleId(), event.getSequence(), event.getEventId()));
        });
        return events;
    }

    /** Moves of rides that were told to the world, as {@code ride/version}. */
    public Set<String> rideMoves() {
        Set<String> moves = new HashSet<>();
        read(Topics.RIDE_EVENTS, record -> {
            RideEvent event = RideEvent.parseFrom(record.value());
            moves.add(event.getRideId() + "/" + event.getVersion());
        });
        return moves;
    }

    /** All news of presence, each car's in the order of the topic; what the outbox sent twice is news once. */
    public List<PresenceNews> presence() {
        List<PresenceNews> news = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        read(Topics.VEHICLE_PRESENCE, record -> {
            byte[] eventId = record.headers().lastHeader(Topics.EVENT_ID).value();
            if (seen.add(new String(eventId, StandardCharsets.UTF_8))) {
                Presence presence = Presence.parseFrom(record.value());
                news.add(new PresenceNews(presence.getVehicleId(), state(presence), presence.getSessionEpoch()));
            }
        });
        return news;
    }

    private static PresenceNews.State state(Presence presence) throws InvalidProtocolBufferException {
        return switch (presence.getState()) {
            case PRESENCE_STATE_CONNECTED -> PresenceNews.State.CONNECTED;
            case PRESENCE_STATE_LOST -> PresenceNews.State.LOST;
            case PRESENCE_STATE_GONE -> PresenceNews.State.GONE;
            case PRESENCE_STATE_UNSPECIFIED, UNRECOGNIZED -> throw new InvalidProtocolBufferException("no state");
        };
    }

    private void read(Topic topic, Visitor visitor) {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    visitor.visit(record);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new StackException(topic.name() + " holds something that its contract does not know", e);
        }
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return java.util.stream.IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
    }
}
