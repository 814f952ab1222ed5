package robotaxi.incident.incident.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.incident.Clip;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.Note;
import robotaxi.incident.incident.SafetyKind;
import robotaxi.incident.incident.SafetyMoment;

/** Incidents in PostgreSQL. */
@ApplicationScoped
class PostgresIncidents implements Incidents {
    private final EntityManager entities;
    private final EvidenceTables evidence;

    @Inject
    PostgresIncidents(EntityManager entities, EvidenceTables evidence) {
        this.entities = entities;
        this.evidence = evidence;
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return Optional.ofNullable(entities.find(IncidentRow.class, id.value())).map(IncidentRow::toIncident);
    }

    @Override
    public Optional<Incident> lock(IncidentId id) {
        return Optional.ofNullable(entities.find(IncidentRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .map(IncidentRow::toIncident);
    }

    @Override
    public Optional<IncidentId> findByEvent(String eventId) {
        return evidence.incidentOf(eventId).map(IncidentId::new);
    }

    @Override
    public Optional<IncidentId> findOpenNear(String vehicleId, SafetyKind kind, Instant time, Duration window) {
        return entities.createQuery(
                        "select id from IncidentRow where vehicleId = :vehicle and kind = :kind and state <> 'closed'"
                                + " and occurredAt <= :to and lastEventAt >= :from order by id desc",
                        String.class)
                .setParameter("vehicle", vehicleId)
                .setParameter("kind", kind.wireName())
                .setParameter("from", time.minus(window))
                .setParameter("to", time.plus(window))
                .setMaxResults(1)
                .getResultStream()
                .map(IncidentId::new)
                .findFirst();
    }

    @Override
    public void add(Incident incident) {
        entities.persist(IncidentRow.of(incident));
        entities.flush();
        evidence.addEvent(incident.facts().id().value(), incident.facts().moment());
    }

    @Override
    public void join(IncidentId id, SafetyMoment moment) {
        row(id).heardAgain(moment.time());
        evidence.addEvent(id.value(), moment);
    }

    @Override
    public void save(Incident incident) {
        row(incident.facts().id()).take(incident);
    }

    private IncidentRow row(IncidentId id) {
        IncidentRow row = entities.find(IncidentRow.class, id.value());
        if (row == null) {
            throw new IllegalStateException("an incident that was read has gone");
        }
        return row;
    }

    @Override
    public List<Incident> page(
            @Nullable String state, @Nullable String vehicleId, @Nullable IncidentId before, int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (state != null) {
            conditions.add("state = :state");
        }
        if (vehicleId != null) {
            conditions.add("vehicleId = :vehicle");
        }
        if (before != null) {
            conditions.add("id < :before");
        }
        var query = entities.createQuery(
                "from IncidentRow where " + String.join(" and ", conditions) + " order by id desc", IncidentRow.class);
        if (state != null) {
            query.setParameter("state", state);
        }
        if (vehicleId != null) {
            query.setParameter("vehicle", vehicleId);
        }
        if (before != null) {
            query.setParameter("before", before.value());
        }
        return query.setMaxResults(limit)
                .getResultStream()
                .map(IncidentRow::toIncident)
                .toList();
    }

    @Override
    public List<String> listEvents(IncidentId id) {
        return evidence.events(id.value());
    }

    @Override
    public List<SafetyMoment.Still> listKeyFrames(IncidentId id) {
        return evidence.keyFrames(id.value());
    }

    @Override
    public void note(IncidentId id, Note note) {
        evidence.note(id.value(), note);
    }

    @Override
    public List<Note> listNotes(IncidentId id) {
        return evidence.notes(id.value());
    }

    @Override
    public List<Clip> listClips(IncidentId id) {
        return evidence.clipsOf(id.value());
    }

    @Override
    public boolean addClip(Clip clip, Instant receivedAt) {
        return evidence.addClip(clip, receivedAt);
    }

    @Override
    public Optional<Clip> findClip(String vehicleId, String eventId) {
        return evidence.keptClip(vehicleId, eventId);
    }
}
