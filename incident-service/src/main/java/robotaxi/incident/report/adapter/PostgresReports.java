package robotaxi.incident.report.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import robotaxi.incident.report.Answer;
import robotaxi.incident.report.Filed;
import robotaxi.incident.report.Reports;

/** Answers and filed reports in PostgreSQL. */
@ApplicationScoped
class PostgresReports implements Reports {
    private final DataSource database;

    @Inject
    PostgresReports(DataSource database) {
        this.database = database;
    }

    @Override
    public Map<String, Answer> answers(String incidentId) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select column_name, answer, answered_by, answered_at from report_answer where incident_id = ?")) {
            query.setString(1, incidentId);
            Map<String, Answer> answers = new TreeMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    answers.put(
                            rows.getString(1),
                            new Answer(
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getTimestamp(4).toInstant()));
                }
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException("Answers cannot be read", e);
        }
    }

    @Override
    public void answer(String incidentId, String column, Answer answer) {
        if (answer.value().isEmpty()) {
            write("delete from report_answer where incident_id = ? and column_name = ?", incidentId, column);
            return;
        }
        write("""
                insert into report_answer (incident_id, column_name, answer, answered_by, answered_at) values (?, ?, ?, ?, ?)
                on conflict (incident_id, column_name) do update
                set answer = excluded.answer, answered_by = excluded.answered_by, answered_at = excluded.answered_at""", incidentId, column, answer.value(), answer.by(), Timestamp.from(answer.at()));
    }

    @Override
    public List<Filed> filed(String incidentId) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select version, type, content, sha256, reference, filed_by, filed_at from filed_report"
                                + " where incident_id = ? order by version")) {
            query.setString(1, incidentId);
            List<Filed> filed = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    filed.add(new Filed(
                            incidentId,
                            rows.getInt(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getTimestamp(7).toInstant()));
                }
            }
            return filed;
        } catch (SQLException e) {
            throw new IllegalStateException("Filed reports cannot be read", e);
        }
    }

    @Override
    public void file(Filed filed) {
        write(
                "insert into filed_report (incident_id, version, type, content, sha256, reference, filed_by, filed_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                filed.incidentId(),
                filed.version(),
                filed.type(),
                filed.content(),
                filed.sha256(),
                filed.reference(),
                filed.by(),
                Timestamp.from(filed.at()));
    }

    private void write(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A report cannot be kept", e);
        }
    }
}
