package robotaxi.incident.incident;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns safety events and recordings into incidents. Either may come first, and either may come twice. Each method belongs into
 * one transaction.
 */
public final class RecordMoments {
    /** Events of one car and kind that are this close are one moment. */
    static final Duration SAME_MOMENT = Duration.ofSeconds(10);

    private final Incidents incidents;
    private final IncidentEvents events;
    private final Rules rules;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** Records into the store. */
    public RecordMoments(
            Incidents incidents, IncidentEvents events, Rules rules, InstantSource clock, Supplier<String> ids) {
        this.incidents = incidents;
        this.events = events;
        this.rules = rules;
        this.clock = clock;
        this.ids = ids;
    }

    /** A car reported a moment. Answers the incident that it belongs to. */
    public IncidentId safetyEvent(SafetyMoment moment) {
        Optional<IncidentId> known = incidents.findByEvent(moment.eventId());
        if (known.isPresent()) {
            return known.get();
        }
        IncidentId id = incidents
                .findOpenNear(moment.vehicleId(), moment.kind(), moment.time(), SAME_MOMENT)
                .map(open -> join(open, moment))
                .orElseGet(() -> open(moment));
        if (incidents.findClip(moment.vehicleId(), moment.eventId()).isPresent()) {
            evidenceComplete(id);
        }
        return id;
    }

    private IncidentId join(IncidentId open, SafetyMoment moment) {
        incidents.join(open, moment);
        return open;
    }

    private IncidentId open(SafetyMoment moment) {
        var id = new IncidentId(ids.get());
        var captured = Incident.captured(new Incident.Facts(id, moment, clock.instant()), rules.severity(id, moment));
        incidents.add(captured);
        rules.follow(captured);
        events.changed(captured, "opened");
        return id;
    }

    /**
     * A recording is in the store, or in quarantine.
     *
     * @return false when another recording of the same moment is kept: the caller must quarantine this one
     */
    public boolean clip(Clip clip) {
        if (clip.kept()) {
            Optional<Clip> before = incidents.findClip(clip.vehicleId(), clip.eventId());
            if (before.isPresent()) {
                return before.get().sha256().equals(clip.sha256());
            }
        }
        incidents.addClip(clip, clock.instant());
        if (clip.kept()) {
            // A car's word counts for its own moments only.
            incidents
                    .findByEvent(clip.eventId())
                    .flatMap(incidents::find)
                    .filter(incident -> incident.facts().moment().vehicleId().equals(clip.vehicleId()))
                    .ifPresent(incident -> events.changed(incident, "evidence-complete"));
        }
        return true;
    }

    private void evidenceComplete(IncidentId id) {
        incidents.find(id).ifPresent(incident -> events.changed(incident, "evidence-complete"));
    }
}
