package robotaxi.incident.incident.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.incident.FirstLooks;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.RecordMoments;
import robotaxi.incident.incident.SafetyMoment;
import robotaxi.kit.events.EventConsumers;

/** Safety events in. The stills are on the disk before the incident that names them commits. */
@ApplicationScoped
class VehicleSafetyConsumer {
    private static final Logger LOG = Logger.getLogger(VehicleSafetyConsumer.class);

    private final EventConsumers consumers;
    private final RecordMoments record;
    private final Blobs blobs;
    private final FirstLooks looks;

    @Inject
    VehicleSafetyConsumer(EventConsumers consumers, RecordMoments record, Blobs blobs, FirstLooks looks) {
        this.looks = looks;
        this.consumers = consumers;
        this.record = record;
        this.blobs = blobs;
    }

    void start(@Observes StartupEvent event) {
        consumers.subscribe(
                "incident.vehicle-safety",
                Topics.VEHICLE_SAFETY,
                SafetyEvent.parser(),
                (key, safetyEvent) -> handle(safetyEvent));
    }

    private void handle(SafetyEvent event) {
        List<SafetyMoment.Still> stills = event.getKeyFramesList().stream()
                .map(frame -> new SafetyMoment.Still(
                        frame.getCameraId(),
                        ProtoTime.of(frame.getTime()),
                        blobs.keep(frame.getJpeg().toByteArray()).hex()))
                .toList();
        SafetyMoment moment = SafetyEvents.moment(event, stills);
        IncidentId id = QuarkusTransaction.requiringNew().call(() -> {
            IncidentId kept = record.safetyEvent(moment);
            SafetyEvents.plan(event).ifPresent(plan -> looks.keep(moment.eventId(), plan));
            return kept;
        });
        LOG.infof(
                "A safety event is recorded, incidentId=%s vehicleId=%s kind=%s eventId=%s",
                id.value(), moment.vehicleId(), moment.kind().wireName(), moment.eventId());
    }
}
