package robotaxi.gateway;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What the audit log says. */
public final class Audited {
    private Audited() {}

    /** Action and reason of every entry about a subject, oldest first. */
    public static List<String> of(DataSource database, String subject) throws SQLException {
        return read(database, "subject", subject);
    }

    /** Action and reason of every entry of an actor, oldest first. */
    public static List<String> by(DataSource database, String actor) throws SQLException {
        return read(database, "actor", actor);
    }

    private static List<String> read(DataSource database, String column, String value) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select action || ' ' || reason from audit_entry where " + column + " = ? order by position")) {
            query.setString(1, value);
            List<String> lines = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }
}
