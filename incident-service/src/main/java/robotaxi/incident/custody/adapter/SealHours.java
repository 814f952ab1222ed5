package robotaxi.incident.custody.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import robotaxi.contracts.custody.MerkleTree;
import robotaxi.contracts.custody.Statement;
import robotaxi.incident.custody.SealPlan;

/** Puts the entries of each hour under a signed Merkle root, and the hours of each day under another. */
@ApplicationScoped
public class SealHours {
    private static final Logger LOG = Logger.getLogger(SealHours.class);
    private static final long ADVISORY_LOCK = 0xE71D;

    private final Sql sql;
    private final Keeper keeper;
    private final InstantSource clock;
    private volatile Instant done = Instant.EPOCH;

    @Inject
    SealHours(DataSource database, Keeper keeper, InstantSource clock) {
        this.sql = new Sql(database);
        this.keeper = keeper;
        this.clock = clock;
    }

    @Scheduled(every = "${incident.custody.look:PT1M}", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        // Nothing can be new to seal before the next hour is over: one look an hour and one at the start are enough.
        if (!now.minus(2, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.HOURS).equals(done)) {
            keeper.find().ifPresent(identity -> {
                seal(now, identity);
                done = now.minus(2, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.HOURS);
            });
        }
    }

    /** Seals what can be sealed at this moment; several instances may try at once. */
    public void seal(Instant now, Keeper.Identity identity) {
        QuarkusTransaction.requiringNew().run(() -> {
            sql.find(row -> 1, "select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
            Map<Long, String> hashes = new HashMap<>();
            List<SealPlan.Open> open = sql.list(
                    row -> {
                        hashes.put(row.getLong("id"), row.getString("entry"));
                        return new SealPlan.Open(row.getLong("id"), Sql.time(row, "recorded_at"));
                    },
                    "select e.id, e.entry, e.recorded_at from custody_entry e left join custody_leaf l on l.entry_id = e.id"
                            + " where l.entry_id is null order by e.id");
            Set<Instant> sealed =
                    new HashSet<>(sql.list(row -> Sql.time(row, "hour"), "select hour from custody_hour"));
            SealPlan.of(open, sealed, now).forEach((hour, ids) -> hour(hour, ids, hashes, now, identity));
            days(now, identity);
        });
    }

    private void hour(Instant hour, List<Long> ids, Map<Long, String> hashes, Instant now, Keeper.Identity identity) {
        List<String> leaves =
                ids.stream().map(id -> hashes.getOrDefault(id, "")).toList();
        String root = MerkleTree.root(leaves);
        String statement = statement(Statement.HOUR, "hour", hour.toString(), leaves.size(), root);
        sql.write(
                "insert into custody_hour (hour, statement, signature, root, sealed_at) values (?, ?, ?, ?, ?)",
                hour,
                statement,
                identity.sign(statement),
                root,
                now);
        for (int i = 0; i < ids.size(); i++) {
            sql.write("insert into custody_leaf (entry_id, hour, leaf_index) values (?, ?, ?)", ids.get(i), hour, i);
        }
        LOG.infof("An hour is sealed, hour=%s entries=%d root=%s", hour, ids.size(), root);
    }

    /** A day whose last hour can hold no more. */
    private void days(Instant now, Keeper.Identity identity) {
        LocalDate today = now.minus(1, ChronoUnit.HOURS)
                .minus(2, ChronoUnit.MINUTES)
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        List<LocalDate> open = sql.list(
                row -> row.getObject(1, LocalDate.class),
                "select distinct (hour at time zone 'UTC')::date as day from custody_hour"
                        + " where (hour at time zone 'UTC')::date < ? and (hour at time zone 'UTC')::date not in"
                        + " (select day from custody_day) order by 1",
                today);
        for (LocalDate day : open) {
            List<String> roots = hoursOf(day);
            String root = MerkleTree.root(roots);
            String statement = statement(Statement.DAY, "day", day.toString(), roots.size(), root);
            sql.write(
                    "insert into custody_day (day, statement, signature, root, sealed_at) values (?, ?, ?, ?, ?)",
                    day,
                    statement,
                    identity.sign(statement),
                    root,
                    now);
        }
    }

    private List<String> hoursOf(LocalDate day) {
        return sql.list(
                row -> row.getString(1),
                "select root from custody_hour where (hour at time zone 'UTC')::date = ? order by hour",
                day);
    }

    private static String statement(String tag, String name, String value, int size, String root) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put(name, value);
        members.put("size", Integer.toString(size));
        members.put("root", root);
        return Statement.of(tag, members);
    }
}
