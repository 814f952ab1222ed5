package robotaxi.gateway.command.adapter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.gateway.link.adapter.Session;
import robotaxi.gateway.link.adapter.Sessions;

/**
 * Which sessions have been sent all that lay in the ledger when they began. Only those may be sent a new command directly: it
 * would overtake what waits. Used by the ledger's one writer alone; what a transaction says is true once it has committed.
 */
final class LinkedSessions {
    private final Sessions sessions;
    private final Map<String, Long> caughtUp = new HashMap<>();
    private final Set<Session> pending = new HashSet<>();

    LinkedSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    @Nullable
    Session find(String vehicleId) {
        return sessions.find(vehicleId).orElse(null);
    }

    boolean isCaughtUp(Session session) {
        return pending.contains(session) || caughtUp.getOrDefault(session.vehicleId(), 0L) == session.epoch();
    }

    void caughtUp(Session session) {
        pending.add(session);
    }

    void commit() {
        pending.forEach(session -> caughtUp.put(session.vehicleId(), session.epoch()));
        pending.clear();
    }

    void rollback() {
        pending.clear();
    }

    void over(String vehicleId, long epoch) {
        caughtUp.remove(vehicleId, epoch);
    }
}
