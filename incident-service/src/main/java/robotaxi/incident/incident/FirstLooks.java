package robotaxi.incident.incident;

import java.util.List;
import java.util.Optional;

/** What is seen of an incident before its recording is here. */
public interface FirstLooks {
    /** Keeps what a car was about to drive at an event, once. */
    void keep(String eventId, MomentPlan plan);

    /** What the car was about to drive at the incident's first event that says so. */
    Optional<MomentPlan> findPlan(IncidentId id);

    /** The recording that is on its way, if one is. */
    Optional<Progress> findProgress(IncidentId id);

    /** The changes after a number, in their order. */
    List<Change> changesAfter(long number, int limit);

    /** The number of the newest change, 0 if there is none. */
    long newestChange();

    /**
     * How far a recording is.
     *
     * @param lengthBytes of the whole, or -1 if the car has not said
     */
    record Progress(long receivedBytes, long lengthBytes) {}

    /** Something about an incident is not as it was. */
    record Change(long number, IncidentId incident, String change) {}
}
