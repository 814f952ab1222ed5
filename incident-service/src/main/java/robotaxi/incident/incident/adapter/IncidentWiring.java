package robotaxi.incident.incident.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.incident.incident.IncidentEvents;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.JudgeIncidents;
import robotaxi.incident.incident.RecordMoments;
import robotaxi.incident.incident.Rules;
import robotaxi.kit.ids.Ids;

/** Builds the use cases of incidents. */
class IncidentWiring {
    @Produces
    @Singleton
    RecordMoments recordMoments(Incidents incidents, IncidentEvents events, Rules rules, InstantSource clock, Ids ids) {
        return new RecordMoments(incidents, events, rules, clock, ids::next);
    }

    @Produces
    @Singleton
    JudgeIncidents judgeIncidents(Incidents incidents, IncidentEvents events, InstantSource clock) {
        return new JudgeIncidents(incidents, events, clock);
    }
}
