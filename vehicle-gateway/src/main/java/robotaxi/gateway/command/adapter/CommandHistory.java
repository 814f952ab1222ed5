package robotaxi.gateway.command.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import robotaxi.gateway.command.CommandState;

/** Every change of every command, append-only. Its methods belong to the transaction that makes the change. */
@ApplicationScoped
class CommandHistory {
    private final EntityManager entities;

    @Inject
    CommandHistory(EntityManager entities) {
        this.entities = entities;
    }

    /** Notes the state that the command has now, and the session that brought it, 0 for none. */
    void changed(CommandRow row, long sessionEpoch) {
        add(row.id, row.state, row.code, row.detail, row.changedAt, sessionEpoch, true);
    }

    /** Notes what a car said after the command's end; once for each state and session. */
    void late(CommandRow row, CommandState state, String code, String detail, Instant at, long sessionEpoch) {
        add(row.id, state, code, detail, at, sessionEpoch, false);
    }

    private void add(
            String id, CommandState state, String code, String detail, Instant at, long epoch, boolean applied) {
        entities.createNativeQuery("""
                        insert into command_change (command_id, state, code, detail, at, session_epoch, applied)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing""")
                .setParameter(1, id)
                .setParameter(2, state.name())
                .setParameter(3, code)
                .setParameter(4, detail)
                .setParameter(5, at)
                .setParameter(6, epoch)
                .setParameter(7, applied)
                .executeUpdate();
    }

    /** A command's changes, oldest first. */
    List<CommandChangeRow> of(String commandId) {
        return entities.createQuery(
                        "from CommandChangeRow where commandId = ?1 order by position", CommandChangeRow.class)
                .setParameter(1, commandId)
                .getResultList();
    }
}
