package robotaxi.ota.rollout;

import java.time.Instant;
import java.util.List;

/** Which incidents rollouts are held for. */
public interface GraveIncidents {
    /** Notes that one holds a rollout. Answers false if it has done so before, whatever became of that. */
    boolean add(RolloutId id, GraveIncident incident);

    /** Those that hold a rollout, the oldest first: nobody has let it go on since. */
    List<GraveIncident> listHolding(RolloutId id);

    /** Somebody lets the rollout go on in spite of them. */
    void resumed(RolloutId id, String actor, Instant now);
}
