package robotaxi.incident.incident.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.incident.v1.IncidentEvent;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentEvents;
import robotaxi.incident.incident.SafetyMoment;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;

/** Incident events by the outbox, and to whoever watches. */
@ApplicationScoped
class OutboxIncidentEvents implements IncidentEvents {
    private final Outbox outbox;
    private final PostgresFirstLooks looks;
    private final Ids ids;
    private final InstantSource clock;

    @Inject
    OutboxIncidentEvents(Outbox outbox, PostgresFirstLooks looks, Ids ids, InstantSource clock) {
        this.looks = looks;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void changed(Incident incident, String change) {
        SafetyMoment moment = incident.facts().moment();
        Instant now = clock.instant();
        IncidentEvent event = IncidentEvent.newBuilder()
                .setEventId(ids.next())
                .setIncidentId(incident.facts().id().value())
                .setTime(ProtoTime.of(now))
                .setState(incident.state().wireName())
                .setChange(change)
                .setVehicleId(moment.vehicleId())
                .setKind(moment.kind().wireName())
                .setSeverity(incident.severity())
                .setReleaseId(moment.releaseId())
                .setRideId(moment.rideId())
                .build();
        looks.changed(incident.facts().id(), change, now);
        outbox.append(Topics.INCIDENT_EVENTS, event.getIncidentId(), event.getEventId(), event);
    }
}
