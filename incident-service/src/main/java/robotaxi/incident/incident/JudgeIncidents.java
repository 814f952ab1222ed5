package robotaxi.incident.incident;

import java.time.InstantSource;
import robotaxi.kit.problem.FleetException;

/** What people decide about incidents. Each method belongs into one transaction. */
public final class JudgeIncidents {
    private final Incidents incidents;
    private final IncidentEvents events;
    private final InstantSource clock;

    /** Judges incidents of the store. */
    public JudgeIncidents(Incidents incidents, IncidentEvents events, InstantSource clock) {
        this.incidents = incidents;
        this.events = events;
        this.clock = clock;
    }

    /** Whether it was done. */
    public sealed interface Answer {}

    /** It was; this is the incident now. */
    public record Done(Incident incident) implements Answer {}

    /** It was not; this is what stood against it. */
    public record Refused(Incident current) implements Answer {}

    /** Somebody looked. */
    public Answer triage(IncidentId id, int severity, String note, String by) {
        if (severity < 1 || severity > 4) {
            throw new FleetException(IncidentError.MALFORMED, "severity is 1 to 4");
        }
        var finding = new Incident.Finding(severity, note, by, clock.instant());
        return switch (lock(id)) {
            case Incident.Captured captured -> done(captured.triage(finding), "triaged");
            case Incident.Triaged triaged -> done(triaged.triage(finding), "triaged");
            case Incident.Closed closed -> new Refused(closed);
        };
    }

    /** Nothing is left to do. */
    public Answer close(IncidentId id, String reason, String by) {
        if (reason.isBlank()) {
            throw new FleetException(IncidentError.MALFORMED, "a reason is needed");
        }
        return switch (lock(id)) {
            case Incident.Triaged triaged ->
                done(triaged.close(new Incident.Closure(reason, by, clock.instant())), "closed");
            case Incident.Captured captured -> new Refused(captured);
            case Incident.Closed closed -> new Refused(closed);
        };
    }

    private Incident lock(IncidentId id) {
        return incidents.lock(id).orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, id.value()));
    }

    private Done done(Incident incident, String change) {
        incidents.save(incident);
        events.changed(incident, change);
        return new Done(incident);
    }
}
