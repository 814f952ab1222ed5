package robotaxi.ota.trust.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.ota.trust.MetadataFiles;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.TufRole;

/** Metadata files in PostgreSQL. */
@ApplicationScoped
class PostgresMetadataFiles implements MetadataFiles {
    /** Any constant will do: it names the lock "who publishes metadata" in this service's own database. */
    private static final long ADVISORY_LOCK = 0x70F;

    private final DataSource database;

    @Inject
    PostgresMetadataFiles(DataSource database) {
        this.database = database;
    }

    @Override
    public void lock() {
        try (Connection connection = database.getConnection();
                PreparedStatement lock =
                        connection.prepareStatement("select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")")) {
            lock.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("The publishing lock cannot be taken", e);
        }
    }

    @Override
    public Optional<byte[]> findNewest(TufRole role) {
        return query("select body from tuf_metadata where role = ? order by version desc limit 1", role, 0);
    }

    @Override
    public Optional<byte[]> find(TufRole role, long version) {
        return query("select body from tuf_metadata where role = ? and version = ?", role, version);
    }

    private Optional<byte[]> query(String sql, TufRole role, long version) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, role.wireName());
            if (version > 0) {
                query.setLong(2, version);
            }
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Metadata cannot be read", e);
        }
    }

    @Override
    public void add(TufRole role, SignedMetadata metadata) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into tuf_metadata (role, version, body, expires_at) values (?, ?, ?, ?)")) {
            insert.setString(1, role.wireName());
            insert.setLong(2, metadata.version());
            insert.setBytes(3, metadata.bytes());
            insert.setTimestamp(4, Timestamp.from(metadata.expiresAt()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Metadata cannot be kept", e);
        }
    }
}
