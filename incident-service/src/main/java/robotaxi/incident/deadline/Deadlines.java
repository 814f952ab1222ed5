package robotaxi.incident.deadline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: where deadlines are kept. Every write belongs to the transaction under way. */
public interface Deadlines {
    /** Of an incident, the oldest first. */
    List<Deadline> list(String incidentId);

    /** One, which nobody else can change until the transaction ends. */
    Optional<Deadline> lock(String id);

    /** Those of which somebody has to hear by now; nobody else gets the same ones until the transaction ends. */
    List<Deadline> lockDue(Instant now, int most);

    /** Keeps a new one. */
    void add(Deadline deadline);

    /** Keeps what became of one. */
    void save(Deadline deadline);
}
