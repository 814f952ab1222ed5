package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import robotaxi.contracts.incident.v1.IncidentEvent;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.events.HandledEvents;
import robotaxi.ota.rollout.GraveIncident;
import robotaxi.ota.rollout.HoldForIncident;

/** What the incident service tells: one event, one transaction, once. */
@ApplicationScoped
class IncidentEventHandler {
    private static final String CONSUMER = "ota.incidents";
    private static final int GRAVEST = 1;

    private final HoldForIncident hold;
    private final HandledEvents handled;
    private final Audit audit;
    private final InstantSource clock;

    @Inject
    IncidentEventHandler(HoldForIncident hold, HandledEvents handled, Audit audit, InstantSource clock) {
        this.hold = hold;
        this.handled = handled;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    void incidentEvent(IncidentEvent event) {
        boolean grave = event.getSeverity() == GRAVEST && !event.getState().equals("closed");
        if (!grave || event.getReleaseId().isEmpty() || !handled.firstTime(CONSUMER, event.getEventId())) {
            return;
        }
        var incident = new GraveIncident(event.getIncidentId(), event.getVehicleId(), event.getKind(), clock.instant());
        hold.handle(event.getReleaseId(), incident)
                .forEach(rollout ->
                        audit.record("ota", "rollout.pause", rollout.plan().id().value(), incident.inWords()));
    }
}
