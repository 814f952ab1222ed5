package robotaxi.gateway.command.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.Command;
import robotaxi.gateway.command.CommandState;

/** A command's row in the ledger. */
@Entity
@Table(name = "command")
class CommandRow {
    @Id
    String id = "";

    @Column(name = "vehicle_id")
    String vehicleId = "";

    long sequence;

    String sender = "";

    String kind = "";

    byte[] body = {};

    @Column(name = "not_after")
    Instant notAfter = Instant.EPOCH;

    @Enumerated(EnumType.STRING)
    CommandState state = CommandState.QUEUED;

    String code = "";

    String detail = "";

    String target = "";

    @Column(name = "emergency_id")
    String emergencyId = "";

    @Column(name = "sent_epoch")
    long sentEpoch;

    @Column(name = "queued_at")
    Instant queuedAt = Instant.EPOCH;

    @Column(name = "changed_at")
    Instant changedAt = Instant.EPOCH;

    /** A new command with its number, or 0 if there is no such car. */
    static CommandRow of(Command command, Instant now) {
        var row = new CommandRow();
        row.id = command.getCommandId();
        row.vehicleId = command.getVehicleId();
        row.sequence = command.getSequence();
        row.sender = command.getSender();
        row.kind = kind(command.getBodyCase());
        row.target =
                command.hasCancelCommand() ? command.getCancelCommand().getTargetCommandId() : command.getSupersedes();
        row.notAfter = ProtoTime.of(command.getNotAfter());
        row.queuedAt = now;
        row.changedAt = now;
        row.body = command.toByteArray();
        return row;
    }

    /** A car's part of an emergency; what it says stands with that. */
    static CommandRow of(String emergencyId, Command body, String id, String vehicleId, long sequence, Instant now) {
        CommandRow row = of(
                body.toBuilder()
                        .setCommandId(id)
                        .setVehicleId(vehicleId)
                        .setSequence(sequence)
                        .build(),
                now);
        row.emergencyId = emergencyId;
        row.body = new byte[0];
        return row;
    }

    /** What a body is called in the ledger. */
    static String kind(Command.BodyCase body) {
        return body.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
