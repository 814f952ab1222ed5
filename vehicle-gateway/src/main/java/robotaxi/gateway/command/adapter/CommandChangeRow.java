package robotaxi.gateway.command.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import robotaxi.gateway.command.CommandState;

/** One change of a command, or one late word on it. Only read here; {@link CommandTable} writes it. */
@Entity
@Immutable
@Table(name = "command_change")
class CommandChangeRow {
    @Id
    long position;

    @Column(name = "command_id")
    String commandId = "";

    @Enumerated(EnumType.STRING)
    CommandState state = CommandState.QUEUED;

    String code = "";

    String detail = "";

    Instant at = Instant.EPOCH;

    @Column(name = "session_epoch")
    long sessionEpoch;

    boolean applied;
}
