package robotaxi.incident.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import robotaxi.incident.custody.CustodyAct;
import robotaxi.incident.custody.CustodyLog;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentError;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.SafetyKind;
import robotaxi.kit.problem.FleetException;

/** Holds, lets go, and ends the time of evidence. Each method belongs into one transaction and locks the incident first. */
public final class KeepEvidence {
    private static final String SWEEP = "retention";

    private final Incidents incidents;
    private final Retentions retentions;
    private final CustodyLog custody;
    private final Predicate<String> isReportable;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /**
     * Over its ports.
     *
     * @param isReportable whether a deadline ran for an incident that nobody dropped, or a report of it was filed
     */
    public KeepEvidence(
            Incidents incidents,
            Retentions retentions,
            CustodyLog custody,
            Predicate<String> isReportable,
            InstantSource clock,
            Supplier<String> ids) {
        this.incidents = incidents;
        this.retentions = retentions;
        this.custody = custody;
        this.isReportable = isReportable;
        this.clock = clock;
        this.ids = ids;
    }

    /** One person holds it. */
    public Hold hold(String incidentId, String reason, String by) {
        requireReason(reason);
        Incident incident = lock(incidentId);
        if (retentions.activeHold(incidentId).isPresent()) {
            throw new FleetException(RetentionError.HELD, incidentId);
        }
        Hold hold = Hold.placed(ids.get(), incidentId, reason, by, clock.instant());
        retentions.save(hold);
        note(incident, "held", by, Map.of("hold", hold.id(), "reason", reason));
        return hold;
    }

    /** One person asks for the release. */
    public Hold.Answer requestRelease(String incidentId, String reason, String by) {
        requireReason(reason);
        return act(
                incidentId,
                by,
                "release-requested",
                Map.of("reason", reason),
                hold -> hold.request(reason, by, clock.instant()));
    }

    /** Another person agrees. */
    public Hold.Answer approveRelease(String incidentId, String by) {
        return act(incidentId, by, "released", Map.of(), hold -> hold.approve(by, clock.instant()));
    }

    /** The request is taken back. */
    public Hold.Answer withdrawRelease(String incidentId, String by) {
        return act(incidentId, by, "release-withdrawn", Map.of(), hold -> hold.withdraw(clock.instant()));
    }

    private Hold.Answer act(
            String incidentId,
            String by,
            String act,
            Map<String, String> says,
            java.util.function.Function<Hold, Hold.Answer> move) {
        Incident incident = lock(incidentId);
        Hold hold = retentions
                .activeHold(incidentId)
                .orElseThrow(() -> new FleetException(RetentionError.NOT_HELD, incidentId));
        Hold.Answer answer = move.apply(hold);
        if (answer instanceof Hold.Answer.Done done) {
            retentions.save(done.hold());
            Map<String, String> more = new java.util.TreeMap<>(says);
            more.put("hold", hold.id());
            if (!done.hold().requestedBy().isEmpty()) {
                more.put("requested-by", done.hold().requestedBy());
            }
            note(incident, act, by, more);
        }
        return answer;
    }

    /** A person knows better than the rule. */
    public void choose(String incidentId, RetentionClass retention, String reason, String by) {
        requireReason(reason);
        Incident incident = lock(incidentId);
        retentions.choose(incidentId, new Retentions.Choice(retention, reason, by, clock.instant()));
        note(incident, "retention-chosen", by, Map.of("class", retention.wireName(), "reason", reason));
    }

    /** What counts for an incident: a person's word, else the rule's. */
    public RetentionClass retention(Incident incident) {
        String id = incident.facts().id().value();
        return retentions
                .choice(id)
                .map(Retentions.Choice::retention)
                .orElseGet(() -> RetentionClass.of(
                        incident.severity(),
                        isReportable.test(id),
                        incident.facts().moment().kind() == SafetyKind.COLLISION));
    }

    /** Incidents that may have something whose time is over. */
    public List<String> candidates(int most) {
        // Nothing goes before the shortest time is over.
        Instant shortest = clock.instant().minus(java.time.Duration.ofDays(30));
        return retentions.withBlobsBefore(shortest, most);
    }

    /** Ends the time of what an incident has too long. Answers the hashes whose content has to go once this is committed. */
    public List<String> sweep(String incidentId) {
        Optional<Incident> found = incidents.lock(new IncidentId(incidentId));
        if (found.isEmpty() || retentions.activeHold(incidentId).isPresent()) {
            return List.of();
        }
        Incident incident = found.get();
        RetentionClass retention = retention(incident);
        Instant now = clock.instant();
        List<Retentions.Blob> over = retentions.blobs(incidentId).stream()
                .filter(blob -> !now.isBefore(retention.until(blob.receivedAt())))
                .toList();
        for (Retentions.Blob blob : over) {
            retentions.bury(incidentId, blob.sha256(), now);
            custody.add(
                    incident.facts().moment().vehicleId(),
                    new CustodyAct(
                            "deleted",
                            incidentId,
                            "",
                            SWEEP,
                            blob.sha256(),
                            Map.of("class", retention.wireName(), "length", Long.toString(blob.lengthBytes()))));
        }
        return over.stream().map(Retentions.Blob::sha256).toList();
    }

    private Incident lock(String incidentId) {
        return incidents
                .lock(new IncidentId(incidentId))
                .orElseThrow(() -> new FleetException(IncidentError.UNKNOWN, incidentId));
    }

    private void note(Incident incident, String act, String by, Map<String, String> says) {
        custody.add(
                incident.facts().moment().vehicleId(),
                CustodyAct.onIncident(act, incident.facts().id().value(), by, says));
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new FleetException(RetentionError.MALFORMED, "a reason is needed");
        }
    }
}
