package robotaxi.gateway.command.adapter;

import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CommandState;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.kit.outbox.Outbox;

/** What a command's sender hears of it. */
final class CommandNews {
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
                        .setTime(ProtoTime.of(row.changedAt))
                        .setSequence(row.sequence)
                        .build());
    }
}
