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
     * Adds an entry to the transaction under way.
     *
     * @param actor who, as the token or certificate names them
     * @param action what, for instance {@code rollout.pause}
     * @param subject on what, an id
     * @param reason why, as given; may be empty
     */
    public void record(String actor, String action, String subject, String reason) {
        Instant time = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try (Connection connection = database.getConnection()) {
            String previous = lastHash(connection);
            String hash = hash(previous, time, actor, action, subject, reason);
            try (var insert = connection.prepareStatement(
                    "insert into audit_entry (time, actor, action, subject, reason, previous_hash, hash)"
                            + " values (?, ?, ?, ?, ?, ?, ?)")) {
                insert.setTimestamp(1, Timestamp.from(time));
                insert.setString(2, actor);
                insert.setString(3, action);
                insert.setString(4, subject);
                insert.setString(5, reason);
                insert.setString(6, previous);
                insert.setString(7, hash);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The audit log cannot be written", e);
        }
    }

    private static String lastHash(Connection connection) throws SQLException {
        // The lock is held to the transaction's end, so that two writers cannot follow the same entry.
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")")) {
            lock.execute();
        }
        try (var query = connection.prepareStatement("select hash from audit_entry order by position desc limit 1");
                var rows = query.executeQuery()) {
            return rows.next() ? rows.getString(1) : GENESIS;
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
