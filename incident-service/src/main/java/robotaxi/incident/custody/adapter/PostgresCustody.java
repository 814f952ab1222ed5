package robotaxi.incident.custody.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import robotaxi.contracts.custody.ChainCheck;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.Sha256;
import robotaxi.incident.custody.CustodyAct;
import robotaxi.incident.custody.CustodyLog;

/** Chains of custody in PostgreSQL. */
@ApplicationScoped
public class PostgresCustody implements CustodyLog {
    private static final String SELECT =
            "select id, vehicle_id, sequence, previous, meta, blob_sha256, entry, act, recorded_at from custody_entry ";

    private final Sql sql;
    private final InstantSource clock;

    @Inject
    PostgresCustody(DataSource database, InstantSource clock) {
        this.sql = new Sql(database);
        this.clock = clock;
    }

    /**
     * An entry as it is kept.
     *
     * @param hash as noted; whether it still is the entry's is for {@link ChainCheck} to say
     */
    public record Kept(long id, long sequence, Entry entry, String hash, String act, Instant recordedAt) {}

    /** The last entry of a chain. */
    public record Head(long sequence, String entry) {}

    @Override
    public String add(String vehicleId, CustodyAct act) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        sql.write(
                "insert into custody_head (vehicle_id, sequence, entry) values (?, 0, ?) on conflict do nothing",
                vehicleId,
                Sha256.NONE);
        // Held until the transaction ends: nobody else follows the same entry.
        Head head = head(vehicleId, " for update").orElseThrow();
        long sequence = head.sequence() + 1;
        String blob = act.blobSha256().isEmpty() ? Sha256.NONE : act.blobSha256();
        Entry entry = Entry.after(Entry.Domain.SERVICE, head.entry(), vehicleId, sequence, says(act, now), blob);
        String hash = entry.hash();
        sql.write(
                "insert into custody_entry (vehicle_id, sequence, previous, meta, blob_sha256, entry, act, incident_id, event_id,"
                        + " recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                vehicleId,
                sequence,
                entry.previous(),
                entry.meta(),
                blob,
                hash,
                act.act(),
                act.incidentId().isEmpty() ? null : act.incidentId(),
                act.eventId(),
                now);
        sql.write("update custody_head set sequence = ?, entry = ? where vehicle_id = ?", sequence, hash, vehicleId);
        return hash;
    }

    private static Map<String, Object> says(CustodyAct act, Instant now) {
        Map<String, Object> says = new TreeMap<>(act.says());
        says.put("act", act.act());
        says.put("actor", act.actor());
        says.put("at", now.toString());
        if (!act.incidentId().isEmpty()) {
            says.put("incident", act.incidentId());
        }
        if (!act.eventId().isEmpty()) {
            says.put("event", act.eventId());
        }
        return says;
    }

    @Override
    public void opened(String vehicleId, String incidentId, String actor) {
        boolean isKnown = sql.find(
                        row -> row.getInt(1),
                        "select 1 from custody_entry where incident_id = ? and act = 'opened' and recorded_at >= ?"
                                + " and meta like ? limit 1",
                        incidentId,
                        clock.instant().truncatedTo(ChronoUnit.DAYS),
                        "%\"actor\":" + like(actor) + "%")
                .isPresent();
        if (!isKnown) {
            add(vehicleId, CustodyAct.onIncident("opened", incidentId, actor, Map.of()));
        }
    }

    private static String like(String actor) {
        return "\"" + actor.replace("\\", "\\\\\\\\").replace("%", "\\%").replace("_", "\\_") + "\"";
    }

    /** The last entry. */
    public Optional<Head> head(String vehicleId) {
        return head(vehicleId, "");
    }

    private Optional<Head> head(String vehicleId, String how) {
        return sql.find(
                row -> new Head(row.getLong("sequence"), row.getString("entry")),
                "select sequence, entry from custody_head where vehicle_id = ?" + how,
                vehicleId);
    }

    /** The entries of a chain from one to another, both included, in order, one by one. */
    public void each(String vehicleId, long from, long to, java.util.function.Predicate<Kept> taker) {
        sql.each(
                row -> taker.test(kept(row)),
                SELECT + "where vehicle_id = ? and sequence between ? and ? order by sequence",
                vehicleId,
                from,
                to);
    }

    /** The entries of an incident and of its safety events' recordings, in order. */
    public List<Kept> ofIncident(String incidentId) {
        return sql.list(
                PostgresCustody::kept,
                SELECT + "where incident_id = ? or (event_id <> '' and event_id in (select event_id from"
                        + " incident_safety_event where incident_id = ?) and vehicle_id = (select vehicle_id from incident"
                        + " where id = ?)) order by sequence",
                incidentId,
                incidentId,
                incidentId);
    }

    /** Follows a whole chain; answers what is wrong with it, or empty. */
    public String judge(String vehicleId) {
        ChainCheck check = ChainCheck.fromTheBeginning();
        String[] wrong = {""};
        each(vehicleId, 1, Long.MAX_VALUE, kept -> {
            wrong[0] = check.next(kept.entry(), kept.hash()).orElse("");
            return wrong[0].isEmpty();
        });
        Optional<Head> head = head(vehicleId);
        if (wrong[0].isEmpty() && head.isPresent() && head.get().sequence() != check.length()) {
            return "the chain ends at " + check.length() + " and its head is "
                    + head.get().sequence();
        }
        return wrong[0];
    }

    /** Cars of which there is a chain. */
    List<String> vehicles() {
        return sql.list(row -> row.getString(1), "select vehicle_id from custody_head order by vehicle_id");
    }

    /** The incident that a safety event of the car became. */
    Optional<String> incidentOf(String vehicleId, String eventId) {
        return sql.find(
                row -> row.getString(1),
                "select i.id from incident_safety_event e join incident i on i.id = e.incident_id"
                        + " where e.event_id = ? and i.vehicle_id = ?",
                eventId,
                vehicleId);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getLong("id"),
                row.getLong("sequence"),
                new Entry(
                        Entry.Domain.SERVICE,
                        row.getString("previous"),
                        row.getString("meta"),
                        row.getString("blob_sha256")),
                row.getString("entry"),
                row.getString("act"),
                Sql.time(row, "recorded_at"));
    }
}
