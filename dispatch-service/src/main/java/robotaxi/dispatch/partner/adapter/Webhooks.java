package robotaxi.dispatch.partner.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An endpoint's deliveries as its partner sees them, and what it may ask to hear again. In the transaction under way. */
@ApplicationScoped
class Webhooks {
    private final EntityManager entities;

    @Inject
    Webhooks(EntityManager entities) {
        this.entities = entities;
    }

    /** A delivery and where it stands in the list. */
    record Listed(long sequence, Delivery.Json delivery) {}

    /** Newest first, those before a place in the list. */
    List<Listed> list(String endpointId, String state, long before, int most) {
        List<?> rows = entities.createNativeQuery("""
                        select sequence, id, ride_id, event_type, state, attempts, created_at, last_attempt_at,
                            last_status, last_error, case when state = 'PENDING' then next_attempt_at end
                        from webhook_delivery
                        where endpoint_id = ?1 and (?2 = '' or state = ?2) and sequence < ?3
                        order by sequence desc limit ?4""")
                .setParameter(1, endpointId)
                .setParameter(2, state.toUpperCase(Locale.ROOT))
                .setParameter(3, before)
                .setParameter(4, most)
                .getResultList();
        return rows.stream().map(row -> listed((Object[]) row)).toList();
    }

    /** Ends the long pauses of what waits. What may be under way, so what is due that soon, stays as it is: it would be sent twice at once. */
    void hurry(String endpointId, Duration takenFor) {
        entities.createNativeQuery("""
                        update webhook_delivery set next_attempt_at = now()
                        where endpoint_id = ?1 and state = 'PENDING'
                          and next_attempt_at > now() + ?2 * interval '1 millisecond'""")
                .setParameter(1, endpointId)
                .setParameter(2, takenFor.toMillis())
                .executeUpdate();
    }

    /** Tells an event again, whatever became of it. Answers how many there were. */
    int replay(String endpointId, String webhookId) {
        return entities.createNativeQuery("""
                        update webhook_delivery set state = 'PENDING', attempts = 0, next_attempt_at = now()
                        where endpoint_id = ?1 and id = ?2""")
                .setParameter(1, endpointId)
                .setParameter(2, webhookId)
                .executeUpdate();
    }

    /** Tells all of a span again, in their order. Answers how many there were. */
    int replay(String endpointId, Instant from, Instant until) {
        return entities.createNativeQuery("""
                        update webhook_delivery set state = 'PENDING', attempts = 0, next_attempt_at = now()
                        where endpoint_id = ?1 and created_at >= ?2 and created_at < ?3""")
                .setParameter(1, endpointId)
                .setParameter(2, from)
                .setParameter(3, until)
                .executeUpdate();
    }

    private static Listed listed(Object[] row) {
        return new Listed(
                ((Number) row[0]).longValue(),
                new Delivery.Json(
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        ((String) row[4]).toLowerCase(Locale.ROOT),
                        ((Number) row[5]).intValue(),
                        (Instant) row[6],
                        (Instant) row[7],
                        row[8] == null ? null : ((Number) row[8]).intValue(),
                        (String) row[9],
                        (Instant) row[10]));
    }
}
