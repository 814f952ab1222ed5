package robotaxi.incident.deadline.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.deadline.Deadline;
import robotaxi.incident.deadline.Deadlines;

/** Deadlines in PostgreSQL. */
@ApplicationScoped
public class PostgresDeadlines implements Deadlines {
    private static final String SELECT = """
            select id, incident_id, rule, table_version, noticed_at, notice_source, due_at, reminders, reminded, has_lapsed, state,
                ended_at, ended_by, ended_reason from deadline\s""";

    private final DataSource database;

    /** In this database. */
    @Inject
    public PostgresDeadlines(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Deadline> list(String incidentId) {
        return query(SELECT + "where incident_id = ? order by noticed_at, id", incidentId);
    }

    @Override
    public Optional<Deadline> lock(String id) {
        return query(SELECT + "where id = ? for update", id).stream().findFirst();
    }

    @Override
    public List<Deadline> lockDue(Instant now, int most) {
        return query(
                SELECT + "where next_at <= ? order by next_at limit ? for update skip locked",
                Timestamp.from(now),
                most);
    }

    /** Those that run, the first to lapse first. */
    List<Deadline> listRunning(int most) {
        return query(SELECT + "where state = 'running' order by due_at, id limit ?", most);
    }

    @Override
    public void add(Deadline deadline) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into deadline (id, incident_id, rule, table_version, noticed_at, notice_source, due_at, reminders,
                            reminded, has_lapsed, state, next_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, deadline.id());
            insert.setString(2, deadline.incidentId());
            insert.setString(3, deadline.rule());
            insert.setLong(4, deadline.tableVersion());
            insert.setTimestamp(5, Timestamp.from(deadline.notice()));
            insert.setString(6, deadline.noticeSource());
            insert.setTimestamp(7, Timestamp.from(deadline.due()));
            insert.setArray(
                    8,
                    connection.createArrayOf(
                            "timestamptz",
                            deadline.reminders().stream().map(Timestamp::from).toArray()));
            insert.setInt(9, deadline.reminded());
            insert.setBoolean(10, deadline.hasLapsed());
            insert.setString(11, wireName(deadline));
            insert.setTimestamp(12, orNull(deadline.next()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A deadline cannot be kept", e);
        }
    }

    @Override
    public void save(Deadline deadline) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        update deadline set reminded = ?, has_lapsed = ?, state = ?, next_at = ?, ended_at = ?, ended_by = ?,
                            ended_reason = ? where id = ?""")) {
            Deadline.Ending ending = deadline.ending();
            update.setInt(1, deadline.reminded());
            update.setBoolean(2, deadline.hasLapsed());
            update.setString(3, wireName(deadline));
            update.setTimestamp(4, orNull(deadline.next()));
            update.setTimestamp(5, ending == null ? null : Timestamp.from(ending.at()));
            update.setString(6, ending == null ? null : ending.by());
            update.setString(7, ending == null ? null : ending.reason());
            update.setString(8, deadline.id());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A deadline cannot be kept", e);
        }
    }

    private List<Deadline> query(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            List<Deadline> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(deadline(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Deadlines cannot be read", e);
        }
    }

    private static Deadline deadline(ResultSet row) throws SQLException {
        Array reminders = row.getArray("reminders");
        Timestamp ended = row.getTimestamp("ended_at");
        return new Deadline(
                row.getString("id"),
                row.getString("incident_id"),
                row.getString("rule"),
                row.getLong("table_version"),
                row.getTimestamp("noticed_at").toInstant(),
                row.getString("notice_source"),
                row.getTimestamp("due_at").toInstant(),
                Arrays.stream((Timestamp[]) reminders.getArray())
                        .map(Timestamp::toInstant)
                        .toList(),
                row.getInt("reminded"),
                row.getBoolean("has_lapsed"),
                Deadline.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                ended == null
                        ? null
                        : new Deadline.Ending(
                                ended.toInstant(), row.getString("ended_by"), row.getString("ended_reason")));
    }

    private static String wireName(Deadline deadline) {
        return deadline.state().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Timestamp orNull(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
