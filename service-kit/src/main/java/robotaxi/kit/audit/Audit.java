package robotaxi.kit.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;

/** Writes what people and programs did, each entry bound to the one before by SHA-256. */
@ApplicationScoped
public class Audit {
    private static final String GENESIS = "0".repeat(64);
    private static final long ADVISORY_LOCK = 0xA0D1;

    private final DataSource database;
    private final InstantSource clock;

    @Inject
    Audit(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What somebody did.
     *
     * @param actor who, as the token or certificate names them
     * @param action what, for instance {@code rollout.pause}
     * @param subject on what, an id
     * @param reason why, as given; may be empty
     */
    public record Entry(String actor, String action, String subject, String reason) {}

    /** Adds an entry to the transaction under way. */
    public void record(String actor, String action, String subject, String reason) {
        record(List.of(new Entry(actor, action, subject, reason)));
    }

    /** Adds entries to the transaction under way, in this order. */
    public void record(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Instant time = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try (Connection connection = database.getConnection()) {
            String previous = lastHash(connection);
            try (var insert = connection.prepareStatement(
                    "insert into audit_entry (time, actor, action, subject, reason, previous_hash, hash)"
                            + " values (?, ?, ?, ?, ?, ?, ?)")) {
                for (Entry entry : entries) {
                    String hash = hash(previous, time, entry.actor(), entry.action(), entry.subject(), entry.reason());
                    insert.setTimestamp(1, Timestamp.from(time));
                    insert.setString(2, entry.actor());
                    insert.setString(3, entry.action());
                    insert.setString(4, entry.subject());
                    insert.setString(5, entry.reason());
                    insert.setString(6, previous);
                    insert.setString(7, hash);
                    insert.addBatch();
                    previous = hash;
                }
                insert.executeBatch();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The audit log cannot be written", e);
        }
    }

    private static String lastHash(Connection connection) throws SQLException {
        // The lock is held to the transaction's end, so that two writers cannot follow the same entry. Both go in one
        // round trip.
        try (var query = connection.prepareStatement("select pg_advisory_xact_lock(" + ADVISORY_LOCK + ");"
                + " select hash from audit_entry order by position desc limit 1")) {
            query.execute();
            query.getMoreResults();
            try (var rows = query.getResultSet()) {
                return rows.next() ? rows.getString(1) : GENESIS;
            }
        }
    }

    /** Fields are joined by a byte that no text holds, so that no two entries read alike. */
    static String hash(String previous, Instant time, String actor, String action, String subject, String reason) {
        try {
            String text = String.join("\u0000", previous, time.toString(), actor, action, subject, reason);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
