package robotaxi.benchmarks.evidence.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import robotaxi.benchmarks.evidence.LaneTrail;
import robotaxi.benchmarks.evidence.LaneTrail.LaneName;
import robotaxi.benchmarks.evidence.PresenceNews;
import robotaxi.benchmarks.evidence.RideStep;
import robotaxi.benchmarks.evidence.SafetyRecord;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
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

    /** Moves of rides as the world was told of them; what the outbox sent twice is one move. */
    public List<RideStep> rideSteps() {
        Map<String, RideStep> steps = new LinkedHashMap<>();
        read(Topics.RIDE_EVENTS, record -> {
            RideEvent event = RideEvent.parseFrom(record.value());
            String vehicle = event.getVehicleId();
            steps.put(
                    event.getRideId() + "/" + event.getVersion(),
                    new RideStep(
                            event.getRideId(),
                            event.getVersion(),
                            event.getFromState(),
                            event.getToState(),
                            vehicle.isEmpty() ? Optional.empty() : Optional.of(vehicle),
                            ProtoTime.of(event.getTime())));
        });
        return List.copyOf(steps.values());
    }

    /** All news of presence, each car's in the order of the topic; what the outbox sent twice is news once. */
    public List<PresenceNews> presence() {
        List<PresenceNews> news = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        read(Topics.VEHICLE_PRESENCE, record -> {
            if (seen.add(eventId(record))) {
                Presence presence = Presence.parseFrom(record.value());
                news.add(new PresenceNews(presence.getVehicleId(), state(presence), presence.getSessionEpoch()));
            }
        });
        return news;
    }

    /** Everything that cars with running numbers in their records said, each lane in the order of its topic. */
    public void numbered(LaneTrail trail) {
        numberedSafety(trail);
        read(Topics.VEHICLE_EVENTS, record -> {
            VehicleEvent event = VehicleEvent.parseFrom(record.value());
            String number = event.getMission().getDetail();
            arrived(trail, record, new LaneName(event.getVehicleId(), "event"), number);
        });
        read(Topics.VEHICLE_TELEMETRY, record -> {
            TelemetryBatch batch = TelemetryBatch.parseFrom(record.value());
            long number = Long.parseLong(batch.getSamples(0).getMissionId());
            var lane = new LaneName(batch.getVehicleId(), "telemetry");
            trail.arrived(lane, eventId(record), number, batch.getSessionEpoch());
        });
    }

    /** The same of their safety events alone. */
    public void numberedSafety(LaneTrail trail) {
        read(Topics.VEHICLE_SAFETY, record -> {
            SafetyEvent event = SafetyEvent.parseFrom(record.value());
            arrived(trail, record, new LaneName(event.getVehicleId(), "safety"), event.getDetail());
        });
    }

    private static void arrived(LaneTrail trail, ConsumerRecord<byte[], byte[]> record, LaneName lane, String number) {
        trail.arrived(lane, eventId(record), Long.parseLong(number));
    }

    private static String eventId(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader(Topics.EVENT_ID).value(), StandardCharsets.UTF_8);
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
