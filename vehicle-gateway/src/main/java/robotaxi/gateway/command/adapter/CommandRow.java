package robotaxi.gateway.command.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
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

    @Column(name = "sent_epoch")
    long sentEpoch;

    @Column(name = "queued_at")
    Instant queuedAt = Instant.EPOCH;

    @Column(name = "changed_at")
    Instant changedAt = Instant.EPOCH;

    /** What a body is called in the ledger. */
    static String kind(Command.BodyCase body) {
        return body.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
