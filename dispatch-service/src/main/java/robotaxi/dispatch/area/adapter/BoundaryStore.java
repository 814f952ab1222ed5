package robotaxi.dispatch.area.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBWriter;

/** The versions of markets' outer boundaries in PostgreSQL: they only grow, whichever instance counts. */
@ApplicationScoped
class BoundaryStore {
    private final DataSource database;
    private final InstantSource clock;

    @Inject
    BoundaryStore(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The version of this line: that of the last call if it is the same line, else one more. In the transaction under way.
     *
     * @param held the highest that a car says it holds; what is counted anew is beyond it, also in a database from a backup
     */
    long version(String marketId, Geometry line, long held) {
        try (var connection = database.getConnection();
                var count = connection.prepareStatement("""
                        insert into operating_boundary as kept (market_id, version, digest, changed_at)
                        values (?, ? + 1, ?, ?)
                        on conflict (market_id) do update set
                            version = greatest(kept.version + 1, excluded.version), digest = excluded.digest,
                            changed_at = excluded.changed_at
                            where kept.digest <> excluded.digest or kept.version < excluded.version - 1""");
                var read = connection.prepareStatement("select version from operating_boundary where market_id = ?")) {
            count.setString(1, marketId);
            count.setLong(2, held);
            count.setBytes(3, digest(line));
            count.setTimestamp(4, Timestamp.from(clock.instant()));
            count.executeUpdate();
            read.setString(1, marketId);
            try (var rows = read.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The boundary's version cannot be kept", e);
        }
    }

    private static byte[] digest(Geometry line) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(new WKBWriter().write(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
