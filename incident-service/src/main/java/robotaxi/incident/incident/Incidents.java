package robotaxi.incident.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where incidents are kept. */
public interface Incidents {
    /** One incident. */
    Optional<Incident> find(IncidentId id);

    /** One incident, which nobody else can change until the transaction ends. */
    Optional<Incident> lock(IncidentId id);

    /** The incident that a safety event became, or joined. */
    Optional<IncidentId> findByEvent(String eventId);

    /** An incident of the car that is not closed, of the kind, with its last event near that time. */
    Optional<IncidentId> findOpenNear(String vehicleId, SafetyKind kind, Instant time, Duration window);

    /** Keeps a new one with its event and stills. */
    void add(Incident incident);

    /** Notes another event of the same moment, with its stills. */
    void join(IncidentId id, SafetyMoment moment);

    /** Notes a new state. */
    void save(Incident incident);

    /** Adds a line to its history. */
    void note(IncidentId id, Note note);

    /** Its history, oldest first. */
    List<Note> listNotes(IncidentId id);

    /**
     * A page, newest first.
     *
     * @param state only these, or null
     * @param vehicleId only of this car, or null
     * @param before only older than this id, or null
     */
    List<Incident> page(@Nullable String state, @Nullable String vehicleId, @Nullable IncidentId before, int limit);

    /** Ids of its safety events, oldest first. */
    List<String> listEvents(IncidentId id);

    /** Its stills by number. */
    List<SafetyMoment.Still> listKeyFrames(IncidentId id);

    /** The recordings of its safety events, oldest first. */
    List<Clip> listClips(IncidentId id);

    /** Keeps a recording. Answers false when a sound one of the same car and event is kept already. */
    boolean addClip(Clip clip, Instant receivedAt);

    /** The sound recording of a car's safety event. */
    Optional<Clip> findClip(String vehicleId, String eventId);
}
