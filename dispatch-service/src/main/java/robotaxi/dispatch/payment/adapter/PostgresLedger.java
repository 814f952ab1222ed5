package robotaxi.dispatch.payment.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import robotaxi.dispatch.payment.Entry;
import robotaxi.dispatch.payment.EntryKind;
import robotaxi.dispatch.payment.Ledger;

/** Entries in PostgreSQL, which itself refuses to change or delete one. */
@ApplicationScoped
class PostgresLedger implements Ledger {
    private final EntityManager entities;

    @Inject
    PostgresLedger(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void append(String rideId, List<Entry> entries, String actor, String cause) {
        for (Entry entry : entries) {
            entities.createNativeQuery("""
                            insert into ride_entry
                                (ride_id, sequence, kind, debit, credit, amount_minor, currency, actor, cause, time)
                            values (?1, (select coalesce(max(sequence), 0) + 1 from ride_entry where ride_id = ?1),
                                    ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)""")
                    .setParameter(1, rideId)
                    .setParameter(2, entry.kind().name())
                    .setParameter(3, entry.kind().debit().name())
                    .setParameter(4, entry.kind().credit().name())
                    .setParameter(5, entry.amountMinor())
                    .setParameter(6, entry.currency())
                    .setParameter(7, actor)
                    .setParameter(8, cause)
                    .setParameter(9, entry.at())
                    .executeUpdate();
        }
    }

    @Override
    public List<Entry> list(String rideId) {
        List<?> rows = entities.createNativeQuery(
                        "select kind, amount_minor, currency, time from ride_entry where ride_id = ?1 order by sequence")
                .setParameter(1, rideId)
                .getResultList();
        return rows.stream().map(row -> entry((Object[]) row)).toList();
    }

    private static Entry entry(Object[] row) {
        return new Entry(
                EntryKind.valueOf((String) row[0]), ((Number) row[1]).longValue(), (String) row[2], (Instant) row[3]);
    }
}
