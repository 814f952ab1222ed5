package robotaxi.gateway.link.adapter;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.link.v1.CommandReport;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;

/** A record that the gateway reads whole: rare ones, and such as it must understand. */
record ParsedRecord(Uplink uplink) implements CarRecord {
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

    @Override
    public Lane lane() {
        return uplink.getLane();
    }

    @Override
    public long sequence() {
        return uplink.getSequence();
    }

    @Override
    public long bootEpoch() {
        return uplink.getBootEpoch();
    }

    @Override
    public int size() {
        return uplink.getSerializedSize();
    }

    @Override
    public int conflated() {
        return 0;
    }

    /** What became of a command, if it says so. */
    Optional<CommandReport> report() {
        return uplink.hasCommandReport() ? Optional.of(uplink.getCommandReport()) : Optional.empty();
    }

    @Override
    public Optional<String> fault() {
        Lane expected = switch (uplink.getPayloadCase()) {
            case TELEMETRY -> Lane.LANE_TELEMETRY;
            case EVENT -> Lane.LANE_EVENT;
            case SAFETY -> Lane.LANE_SAFETY;
            case COMMAND_REPORT -> Lane.LANE_COMMAND;
            case ASSISTANCE -> Lane.LANE_ASSIST;
            case VIEW -> Lane.LANE_BULK;
            case PAYLOAD_NOT_SET -> Lane.LANE_UNSPECIFIED;
        };
        if (expected != lane() || expected == Lane.LANE_UNSPECIFIED) {
            return Optional.of("link.wrong-lane");
        }
        // Refused here and not in the ledger: a report that can never be understood must not come again and again.
        return report().filter(report -> !REPORTED.contains(report.getState())).map(_ -> "link.bad-report");
    }

    @Override
    public boolean isReadable() {
        return true;
    }

    @Override
    public ProducerRecord<String, byte[]> message(String vehicleId, long sessionEpoch) {
        String id = vehicleId + "/" + uplink.getLaneValue() + "/" + sequence();
        return switch (uplink.getPayloadCase()) {
            case EVENT ->
                CarRecord.message(
                        Topics.VEHICLE_EVENTS,
                        vehicleId,
                        id,
                        uplink.getEvent().toBuilder()
                                .setEventId(id)
                                .setVehicleId(vehicleId)
                                .setBootEpoch(bootEpoch())
                                .setSequence(sequence())
                                .setSessionEpoch(sessionEpoch)
                                .setTime(uplink.getEventTime())
                                .build()
                                .toByteArray());
            case SAFETY -> {
                String named = uplink.getSafety().getEventId();
                // The clip of the moment carries the car's own id, so that one is kept where it is the car's.
                String eventId = named.startsWith(vehicleId + "/") ? named : id;
                yield CarRecord.message(
                        Topics.VEHICLE_SAFETY,
                        vehicleId,
                        eventId,
                        uplink.getSafety().toBuilder()
                                .setEventId(eventId)
                                .setVehicleId(vehicleId)
                                .setBootEpoch(bootEpoch())
                                .setSequence(sequence())
                                .setSessionEpoch(sessionEpoch)
                                .setTime(uplink.getEventTime())
                                .build()
                                .toByteArray());
            }
            case ASSISTANCE ->
                CarRecord.message(
                        Topics.VEHICLE_ASSISTANCE,
                        vehicleId,
                        id,
                        uplink.getAssistance().toBuilder()
                                .setEventId(id)
                                .setVehicleId(vehicleId)
                                .setBootEpoch(bootEpoch())
                                .setSequence(sequence())
                                .setSessionEpoch(sessionEpoch)
                                .setTime(uplink.getEventTime())
                                .build()
                                .toByteArray());
            case VIEW ->
                CarRecord.message(
                        Topics.VEHICLE_VIEWS,
                        vehicleId,
                        id,
                        uplink.getView().toBuilder()
                                .setEventId(id)
                                .setVehicleId(vehicleId)
                                .setBootEpoch(bootEpoch())
                                .setSequence(sequence())
                                .setSessionEpoch(sessionEpoch)
                                .setTime(uplink.getEventTime())
                                .build()
                                .toByteArray());
            case TELEMETRY, COMMAND_REPORT, PAYLOAD_NOT_SET ->
                throw new IllegalStateException("not for Kafka as it is");
        };
    }
}
