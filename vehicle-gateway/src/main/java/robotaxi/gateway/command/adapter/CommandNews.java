package robotaxi.gateway.command.adapter;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.kit.outbox.Outbox;

/** What a command's sender hears of it. */
final class CommandNews {
    /** End of the year 9999. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    private CommandNews() {}

    /** That it is in the state in which it is. */
    static Outbox.Event of(CommandRow row) {
        String eventId = row.id + "/" + row.state.wireName() + "/" + row.sentEpoch;
        return new Outbox.Event(
                Topics.VEHICLE_COMMAND_STATUS,
                row.vehicleId,
                eventId,
                CommandStatus.newBuilder()
                        .setEventId(eventId)
                        .setCommandId(row.id)
                        .setVehicleId(row.vehicleId)
                        .setSender(row.sender)
                        .setState(CommandState.valueOf("COMMAND_STATE_" + row.state.name()))
                        .setCode(row.code)
                        .setDetail(row.detail)
                        .setTime(timestamp(row.changedAt))
                        .setSequence(row.sequence)
                        .build());
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static Instant instant(Timestamp time) {
        // What lies outside a protobuf time's range is far enough anyway, and must not stop the ledger.
        return Instant.ofEpochSecond(Math.clamp(time.getSeconds(), 0, LATEST_SECOND), time.getNanos());
    }
}
