package robotaxi.incident.incident.adapter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.IncidentState;
import robotaxi.incident.incident.SafetyKind;
import robotaxi.incident.incident.SafetyMoment;

/** An incident as PostgreSQL keeps it; its stills and further events have tables of their own. */
@Entity
@Table(name = "incident")
@SuppressWarnings("NullAway.Init")
class IncidentRow {
    @Id
    String id;

    String vehicleId;
    String kind;
    int severity;
    String state;
    String eventId;
    Instant occurredAt;
    Instant lastEventAt;
    Instant openedAt;
    double latitude;
    double longitude;
    double heading;
    double speed;
    double peakDeceleration;
    String rideId;
    String releaseId;
    String reasoning;
    String detail;
    boolean clipFollows;
    String assignee;
    String[] labels;
    String fixReference;
    String regressionReference;

    @Nullable
    String triageNote;

    @Nullable
    String triagedBy;

    @Nullable
    Instant triagedAt;

    @Nullable
    String closeReason;

    @Nullable
    String closedBy;

    @Nullable
    Instant closedAt;

    static IncidentRow of(Incident incident) {
        SafetyMoment moment = incident.facts().moment();
        IncidentRow row = new IncidentRow();
        row.id = incident.facts().id().value();
        row.vehicleId = moment.vehicleId();
        row.kind = moment.kind().wireName();
        row.eventId = moment.eventId();
        row.occurredAt = moment.time();
        row.lastEventAt = moment.time();
        row.openedAt = incident.facts().openedAt();
        row.latitude = moment.latitudeDegrees();
        row.longitude = moment.longitudeDegrees();
        row.heading = moment.headingDegrees();
        row.speed = moment.speedMetresPerSecond();
        row.peakDeceleration = moment.peakDecelerationMetresPerSecondSquared();
        row.rideId = moment.rideId();
        row.releaseId = moment.releaseId();
        row.reasoning = moment.reasoning();
        row.detail = moment.detail();
        row.clipFollows = moment.clipFollows();
        row.take(incident);
        return row;
    }

    final void take(Incident incident) {
        state = incident.state().wireName();
        severity = incident.severity();
        assignee = incident.assignee();
        labels = incident.labels().toArray(String[]::new);
        fixReference = incident.fixReference();
        regressionReference = incident.regressionReference();
        Incident.Finding finding = incident.finding();
        if (finding != null) {
            triageNote = finding.note();
            triagedBy = finding.by();
            triagedAt = finding.at();
        }
        Incident.Closure closure = incident.closure();
        closeReason = closure == null ? null : closure.reason();
        closedBy = closure == null ? null : closure.by();
        closedAt = closure == null ? null : closure.at();
    }

    void heardAgain(Instant eventAt) {
        lastEventAt = eventAt.isAfter(lastEventAt) ? eventAt : lastEventAt;
    }

    Incident toIncident() {
        var moment = new SafetyMoment(
                eventId,
                vehicleId,
                occurredAt,
                SafetyKind.of(kind),
                latitude,
                longitude,
                heading,
                speed,
                peakDeceleration,
                rideId,
                releaseId,
                reasoning,
                detail,
                clipFollows,
                List.of());
        return new Incident(
                new Incident.Facts(new IncidentId(id), moment, openedAt),
                IncidentState.of(state),
                severity,
                assignee,
                triagedAt == null
                        ? null
                        : new Incident.Finding(severity, known(triageNote), known(triagedBy), known(triagedAt)),
                List.of(labels),
                fixReference,
                regressionReference,
                closedAt == null ? null : new Incident.Closure(known(closeReason), known(closedBy), known(closedAt)));
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("an incident's row does not fit its state");
        }
        return value;
    }
}
