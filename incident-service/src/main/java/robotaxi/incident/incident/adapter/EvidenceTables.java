package robotaxi.incident.incident.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.incident.incident.Clip;
import robotaxi.incident.incident.Note;
import robotaxi.incident.incident.SafetyMoment;

/** The rows that hang on an incident: its safety events, stills and clips. */
@ApplicationScoped
class EvidenceTables {
    private static final String CLIP =
            "select c.event_id, c.vehicle_id, c.sha256, c.length_bytes, c.quarantine_reason from clip c ";

    private final DataSource database;

    @Inject
    EvidenceTables(DataSource database) {
        this.database = database;
    }

    /** Reads one row. */
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    Optional<String> incidentOf(String eventId) {
        return query(
                        "select incident_id from incident_safety_event where event_id = ?",
                        row -> row.getString(1),
                        eventId)
                .stream()
                .findFirst();
    }

    void addEvent(String incidentId, SafetyMoment moment) {
        write(
                "insert into incident_safety_event (event_id, incident_id, occurred_at) values (?, ?, ?)",
                moment.eventId(),
                incidentId,
                Timestamp.from(moment.time()));
        int number = keyFrames(incidentId).size();
        for (SafetyMoment.Still still : moment.keyFrames()) {
            write(
                    "insert into key_frame (incident_id, number, camera_id, taken_at, sha256) values (?, ?, ?, ?, ?)",
                    incidentId,
                    number++,
                    still.cameraId(),
                    Timestamp.from(still.time()),
                    still.sha256());
        }
    }

    List<String> events(String incidentId) {
        return query(
                "select event_id from incident_safety_event where incident_id = ? order by occurred_at, event_id",
                row -> row.getString(1),
                incidentId);
    }

    List<SafetyMoment.Still> keyFrames(String incidentId) {
        return query(
                "select camera_id, taken_at, sha256 from key_frame where incident_id = ? order by number",
                row -> new SafetyMoment.Still(
                        row.getString(1), row.getTimestamp(2).toInstant(), row.getString(3)),
                incidentId);
    }

    void note(String incidentId, Note note) {
        write(
                "insert into incident_note (incident_id, what, content, noted_by, noted_at) values (?, ?, ?, ?, ?)",
                incidentId,
                note.what(),
                note.text(),
                note.by(),
                Timestamp.from(note.at()));
    }

    List<Note> notes(String incidentId) {
        return query(
                "select what, content, noted_by, noted_at from incident_note where incident_id = ? order by id",
                row -> new Note(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()),
                incidentId);
    }

    List<Clip> clipsOf(String incidentId) {
        return query(
                CLIP + "join incident_safety_event e on e.event_id = c.event_id join incident i on i.id = e.incident_id"
                        + " where i.id = ? and i.vehicle_id = c.vehicle_id order by c.id",
                EvidenceTables::clip,
                incidentId);
    }

    Optional<Clip> keptClip(String vehicleId, String eventId) {
        return query(
                        CLIP + "where c.vehicle_id = ? and c.event_id = ? and c.quarantine_reason = ''",
                        EvidenceTables::clip,
                        vehicleId,
                        eventId)
                .stream()
                .findFirst();
    }

    boolean addClip(Clip clip, Instant receivedAt) {
        return write(
                        "insert into clip (event_id, vehicle_id, sha256, length_bytes, quarantine_reason, received_at)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                        clip.eventId(),
                        clip.vehicleId(),
                        clip.sha256(),
                        clip.lengthBytes(),
                        clip.quarantineReason(),
                        Timestamp.from(receivedAt))
                == 1;
    }

    private static Clip clip(ResultSet row) throws SQLException {
        return new Clip(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getString(5));
    }

    private int write(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Evidence cannot be noted", e);
        }
    }

    private <T> List<T> query(String sql, Reader<T> reader, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Evidence cannot be looked up", e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
