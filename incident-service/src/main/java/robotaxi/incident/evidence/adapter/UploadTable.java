package robotaxi.incident.evidence.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
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
                "insert into upload (id, vehicle_id, metadata, length_bytes, offset_bytes, state, expires_at, event_id)"
                        + " values (?, ?, ?, ?, 0, 'open', ?, ?)",
                upload.id(),
                upload.vehicleId(),
                upload.metadata(),
                upload.lengthBytes(),
                Timestamp.from(upload.expiresAt()),
                upload.announced("event_id"));
    }

    Optional<Upload> find(String id) {
        return query(SELECT + "where id = ?", id).stream().findFirst();
    }

    /** Open uploads that are whole or whose time is over. */
    List<Upload> listToSweep(Timestamp now) {
        return query(SELECT + "where state = 'open' and (offset_bytes = length_bytes or expires_at <= ?)", now);
    }

    /** A length that was not known before; never changed. */
    boolean setLength(String id, long lengthBytes) {
        return write("update upload set length_bytes = ? where id = ? and length_bytes = -1", lengthBytes, id) == 1;
    }

    /** What a car has sent on a day. */
    long sentBytes(String vehicleId, LocalDate day) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select bytes from upload_day where vehicle_id = ? and day = ?")) {
            bind(statement, vehicleId, day);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("What was sent cannot be read", e);
        }
    }

    /** Moves the offset, and counts what came as the car's of that day, in one commit; false when somebody else moved it meanwhile. */
    boolean moveOffset(String id, long from, long to, LocalDate day) {
        return write(
                        "with moved as (update upload set offset_bytes = ? where id = ? and offset_bytes = ?"
                                + " returning vehicle_id) insert into upload_day (vehicle_id, day, bytes)"
                                + " select vehicle_id, cast(? as date), ? from moved on conflict (vehicle_id, day)"
                                + " do update set bytes = upload_day.bytes + excluded.bytes",
                        to,
                        id,
                        from,
                        day,
                        to - from)
                == 1;
    }

    /** What is kept already need not come again. */
    void completeAtOnce(String id, long lengthBytes) {
        write("update upload set state = 'complete', offset_bytes = ? where id = ?", lengthBytes, id);
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
