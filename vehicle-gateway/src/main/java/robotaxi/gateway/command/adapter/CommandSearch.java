package robotaxi.gateway.command.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.gateway.command.CommandState;
import robotaxi.kit.problem.FleetException;

/** Finds commands in the ledger. Its methods belong to the transaction under way. */
@ApplicationScoped
class CommandSearch {
    private final EntityManager entities;

    @Inject
    CommandSearch(EntityManager entities) {
        this.entities = entities;
    }

    /** What is asked for; null for any. {@code after} is the last id of the page before. */
    record Wanted(
            @Nullable String vehicleId,
            @Nullable CommandState state,
            @Nullable String sender,
            @Nullable String after) {}

    /** A command. */
    CommandRow get(String id) {
        CommandRow row = entities.find(CommandRow.class, id);
        if (row == null) {
            throw new FleetException(CommandError.UNKNOWN, id);
        }
        return row;
    }

    /** The newest first, those of one moment by id. */
    List<CommandRow> find(Wanted wanted, int limit) {
        List<Object> values = new ArrayList<>();
        StringBuilder where = new StringBuilder("true = true");
        narrow(where, values, "vehicleId = ?%d", wanted.vehicleId());
        narrow(where, values, "state = ?%d", wanted.state());
        narrow(where, values, "sender = ?%d", wanted.sender());
        if (wanted.after() != null) {
            CommandRow last = get(wanted.after());
            narrow(where, values, "queuedAt <= ?%d", last.queuedAt);
            narrow(where, values, "(queuedAt < ?%d", last.queuedAt);
            values.add(last.id);
            where.append(" or id > ?").append(values.size()).append(')');
        }
        TypedQuery<CommandRow> query = entities.createQuery(
                "from CommandRow where " + where + " order by queuedAt desc, id", CommandRow.class);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query.setMaxResults(limit).getResultList();
    }

    private static void narrow(StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            values.add(value);
            where.append(" and ").append(condition.replace("%d", String.valueOf(values.size())));
        }
    }
}
