package robotaxi.kit.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what people and programs did, and whether it still stands as it was written. */
@ApplicationScoped
public class AuditLog {
    private final DataSource database;

    @Inject
    AuditLog(DataSource database) {
        this.database = database;
    }

    /**
     * An entry as it was written.
     *
     * @param position counts up
     * @param hash of the entry with the hash before it
     * @param intact whether the entry still has that hash
     */
    public record Written(
            long position,
            Instant time,
            String actor,
            String action,
            String subject,
            String reason,
            String hash,
            boolean intact) {}

    /**
     * Entries, the newest first.
     *
     * @param subject of these alone, or null
     * @param actor of this one alone, or null
     * @param before older than this position, or null for the newest
     * @param most so many at most
     */
    public List<Written> list(@Nullable String subject, @Nullable String actor, @Nullable Long before, int most) {
        String query =
                "select * from audit_entry where (?::text is null or subject = ?) and (?::text is null or actor = ?)"
                        + " and position < ? order by position desc limit ?";
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, subject);
            statement.setString(2, subject);
            statement.setString(3, actor);
            statement.setString(4, actor);
            statement.setLong(5, before == null ? Long.MAX_VALUE : before);
            statement.setInt(6, most);
            try (var rows = statement.executeQuery()) {
                List<Written> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The audit log cannot be read", e);
        }
    }

    private static Written entry(ResultSet row) throws SQLException {
        Instant time = row.getTimestamp("time").toInstant();
        String actor = row.getString("actor");
        String action = row.getString("action");
        String subject = row.getString("subject");
        String reason = row.getString("reason");
        String hash = row.getString("hash");
        String again = Audit.hash(row.getString("previous_hash"), time, actor, action, subject, reason);
        return new Written(row.getLong("position"), time, actor, action, subject, reason, hash, hash.equals(again));
    }
}
