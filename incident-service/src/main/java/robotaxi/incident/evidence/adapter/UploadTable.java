package robotaxi.incident.evidence.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.incident.evidence.Upload;

/** Uploads in PostgreSQL. */
@ApplicationScoped
class UploadTable {
    private static final String SELECT =
            "select id, vehicle_id, metadata, length_bytes, offset_bytes, state, expires_at from upload ";

    private final DataSource database;

    @Inject
    UploadTable(DataSource database) {
        this.database = database;
    }

    void add(Upload upload) {
        write(
                "insert into upload (id, vehicle_id, metadata, length_bytes, offset_bytes, state, expires_at)"
                        + " values (?, ?, ?, ?, 0, 'open', ?)",
                upload.id(),
                upload.vehicleId(),
                upload.metadata(),
                upload.lengthBytes(),
                Timestamp.from(upload.expiresAt()));
    }

    Optional<Upload> find(String id) {
        return query(SELECT + "where id = ?", id).stream().findFirst();
    }

    /** Open uploads that are whole or whose time is over. */
    List<Upload> listToSweep(Timestamp now) {
        return query(SELECT + "where state = 'open' and (offset_bytes = length_bytes or expires_at <= ?)", now);
    }

    /** Moves the offset; false when somebody else moved it meanwhile. */
    boolean moveOffset(String id, long from, long to) {
        return write("update upload set offset_bytes = ? where id = ? and offset_bytes = ?", to, id, from) == 1;
    }

    void complete(String id) {
        write("update upload set state = 'complete' where id = ?", id);
    }

    void remove(String id) {
        write("delete from upload where id = ?", id);
    }

    private int write(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("An upload cannot be noted", e);
        }
    }

    private List<Upload> query(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<Upload> uploads = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    uploads.add(upload(rows));
                }
            }
            return uploads;
        } catch (SQLException e) {
            throw new IllegalStateException("Uploads cannot be read", e);
        }
    }

    private static Upload upload(ResultSet row) throws SQLException {
        return new Upload(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                "complete".equals(row.getString(6)),
                row.getTimestamp(7).toInstant());
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
