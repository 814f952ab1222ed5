package robotaxi.gateway.command.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Every change of every command, append-only. Its methods belong to the transaction under way. */
@ApplicationScoped
class CommandHistory {
    private final EntityManager entities;

    @Inject
    CommandHistory(EntityManager entities) {
        this.entities = entities;
    }

    /** A command's changes, oldest first. */
    List<CommandChangeRow> of(String commandId) {
        return entities.createQuery(
                        "from CommandChangeRow where commandId = ?1 order by position", CommandChangeRow.class)
                .setParameter(1, commandId)
                .getResultList();
    }
}
