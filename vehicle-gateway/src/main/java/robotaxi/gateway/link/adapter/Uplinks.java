package robotaxi.gateway.link.adapter;

import com.google.protobuf.MessageLite;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;

/** A car's records on their way to Kafka. Identity comes from the certificate, never from the record. */
@ApplicationScoped
class Uplinks {
    /** Kafka's own limit, less the room for headers. */
    private static final int LARGEST_RECORD = 1_000_000;

    /** What a car may say of a command; the other states are the gateway's own. */
    private static final Set<CommandState> REPORTED = EnumSet.of(
            CommandState.COMMAND_STATE_RECEIVED,
            CommandState.COMMAND_STATE_ACCEPTED,
            CommandState.COMMAND_STATE_EXECUTING,
            CommandState.COMMAND_STATE_SUCCEEDED,
            CommandState.COMMAND_STATE_FAILED,
            CommandState.COMMAND_STATE_REJECTED,
            CommandState.COMMAND_STATE_EXPIRED,
            CommandState.COMMAND_STATE_CANCELLED,
            CommandState.COMMAND_STATE_SUPERSEDED);

    private final LaneProducers producers;

    @Inject
    Uplinks(LaneProducers producers) {
        this.producers = producers;
    }

    private record Outgoing(Topic topic, String eventId, MessageLite message) {}

    /** Why a record is refused for good, or nothing. */
    Optional<String> fault(Uplink record) {
        if (record.getSequence() == 0 || record.getBootEpoch() == 0) {
            return Optional.of("link.no-sequence");
        }
        if (record.getSerializedSize() > LARGEST_RECORD) {
            return Optional.of("link.too-large");
        }
        Lane expected = switch (record.getPayloadCase()) {
            case TELEMETRY -> Lane.LANE_TELEMETRY;
            case EVENT -> Lane.LANE_EVENT;
            case SAFETY -> Lane.LANE_SAFETY;
            case COMMAND_REPORT -> Lane.LANE_COMMAND;
            case PAYLOAD_NOT_SET -> Lane.LANE_UNSPECIFIED;
        };
        if (expected != record.getLane() || expected == Lane.LANE_UNSPECIFIED) {
            return Optional.of("link.wrong-lane");
        }
        // Refused here and not in the ledger: a report that can never be understood must not come again and again.
        boolean isBadReport = record.hasCommandReport()
                && !REPORTED.contains(record.getCommandReport().getState());
        return isBadReport ? Optional.of("link.bad-report") : Optional.empty();
    }

    /**
     * Sends a record. {@code done} hears only after the broker's own acknowledgement (acks=all): the car deletes its copy on
     * hearing from us, so an answer one step earlier loses data whenever this process dies between the two.
     *
     * @return false if there is no room for it now
     */
    boolean send(String vehicleId, long sessionEpoch, Uplink record, Consumer<@Nullable Exception> done) {
        Outgoing out = outgoing(vehicleId, sessionEpoch, record);
        var message = new ProducerRecord<>(
                out.topic().name(), vehicleId, out.message().toByteArray());
        message.headers().add(Topics.EVENT_ID, out.eventId().getBytes(StandardCharsets.UTF_8));
        message.headers().add(Topics.TRACEPARENT, trace(vehicleId, record).getBytes(StandardCharsets.UTF_8));
        return producers.send(record.getLane(), out.topic(), message, done);
    }

    private static Outgoing outgoing(String vehicleId, long sessionEpoch, Uplink record) {
        String id = vehicleId + "/" + record.getLaneValue() + "/" + record.getSequence();
        return switch (record.getPayloadCase()) {
            case TELEMETRY ->
                new Outgoing(
                        Topics.VEHICLE_TELEMETRY,
                        id,
                        record.getTelemetry().toBuilder()
                                .setVehicleId(vehicleId)
                                .setBootEpoch(record.getBootEpoch())
                                .setSequence(record.getSequence())
                                .setSessionEpoch(sessionEpoch)
                                .build());
            case EVENT ->
                new Outgoing(
                        Topics.VEHICLE_EVENTS,
                        id,
                        record.getEvent().toBuilder()
                                .setEventId(id)
                                .setVehicleId(vehicleId)
                                .setBootEpoch(record.getBootEpoch())
                                .setSequence(record.getSequence())
                                .setSessionEpoch(sessionEpoch)
                                .setTime(record.getEventTime())
                                .build());
            case SAFETY -> {
                String named = record.getSafety().getEventId();
                // The clip of the moment carries the car's own id, so that one is kept where it is the car's.
                String eventId = named.startsWith(vehicleId + "/") ? named : id;
                yield new Outgoing(
                        Topics.VEHICLE_SAFETY,
                        eventId,
                        record.getSafety().toBuilder()
                                .setEventId(eventId)
                                .setVehicleId(vehicleId)
                                .setBootEpoch(record.getBootEpoch())
                                .setSequence(record.getSequence())
                                .setSessionEpoch(sessionEpoch)
                                .setTime(record.getEventTime())
                                .build());
            }
            case COMMAND_REPORT, PAYLOAD_NOT_SET -> throw new IllegalArgumentException("not for Kafka");
        };
    }

    /** The same record sent twice belongs to the same trace. */
    private static String trace(String vehicleId, Uplink record) {
        long low = record.getSequence() * 31 + record.getLaneValue();
        long high = (long) vehicleId.hashCode() << 32 | (record.getBootEpoch() & 0xffffffffL);
        return String.format("00-%016x%016x-%016x-01", high | 1, low, low | 1);
    }
}
