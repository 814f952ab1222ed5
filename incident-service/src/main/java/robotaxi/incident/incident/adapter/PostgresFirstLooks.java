package robotaxi.incident.incident.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import robotaxi.incident.incident.FirstLooks;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.MomentPlan;

/** First looks in PostgreSQL, beside the incidents. */
@ApplicationScoped
class PostgresFirstLooks implements FirstLooks {
    private static final long CHANGES_LOCK = 0x696e636964656e74L;

    private final EntityManager entities;

    @Inject
    PostgresFirstLooks(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void keep(String eventId, MomentPlan plan) {
        entities.createNativeQuery(
                        "insert into moment_plan (event_id, source, x_metres, y_metres) values (?1, ?2, ?3, ?4)"
                                + " on conflict do nothing")
                .setParameter(1, eventId)
                .setParameter(2, plan.source())
                .setParameter(3, plan.xMetres().toArray(Float[]::new))
                .setParameter(4, plan.yMetres().toArray(Float[]::new))
                .executeUpdate();
    }

    @Override
    public Optional<MomentPlan> findPlan(IncidentId id) {
        List<?> rows =
                entities.createNativeQuery("""
                        select p.source, p.x_metres, p.y_metres
                        from moment_plan p join incident_safety_event e on e.event_id = p.event_id
                        where e.incident_id = ?1 order by e.occurred_at, e.event_id limit 1""").setParameter(1, id.value()).getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new MomentPlan((String) row[0], floats(row[1]), floats(row[2])))
                .findFirst();
    }

    private static List<Float> floats(Object column) {
        return Arrays.asList((Float[]) column);
    }

    @Override
    public Optional<Progress> findProgress(IncidentId id) {
        List<?> rows =
                entities.createNativeQuery("""
                        select u.offset_bytes, u.length_bytes
                        from upload u
                        join incident_safety_event e on e.event_id = u.event_id
                        join incident i on i.id = e.incident_id
                        where i.id = ?1 and u.vehicle_id = i.vehicle_id and u.state = 'open'
                        order by u.offset_bytes desc limit 1""").setParameter(1, id.value()).getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Progress(((Number) row[0]).longValue(), ((Number) row[1]).longValue()))
                .findFirst();
    }

    /** Notes a change. Who changes two incidents at once waits here for the other: numbers become visible in their order. */
    void changed(IncidentId id, String change, java.time.Instant at) {
        entities.createNativeQuery("select pg_advisory_xact_lock(?1)")
                .setParameter(1, CHANGES_LOCK)
                .getSingleResult();
        entities.createNativeQuery("insert into incident_change (incident_id, change, changed_at) values (?1, ?2, ?3)")
                .setParameter(1, id.value())
                .setParameter(2, change)
                .setParameter(3, at)
                .executeUpdate();
    }

    @Override
    public List<Change> changesAfter(long number, int limit) {
        List<?> rows = entities.createNativeQuery(
                        "select id, incident_id, change from incident_change where id > ?1 order by id")
                .setParameter(1, number)
                .setMaxResults(limit)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Change(((Number) row[0]).longValue(), new IncidentId((String) row[1]), (String) row[2]))
                .toList();
    }

    @Override
    public long newestChange() {
        Number newest = (Number) entities.createNativeQuery("select coalesce(max(id), 0) from incident_change")
                .getSingleResult();
        return newest.longValue();
    }
}
