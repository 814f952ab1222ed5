package robotaxi.incident.rule.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
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
import robotaxi.incident.rule.DecisionTable;
import robotaxi.incident.rule.DecisionTables;

/** Versions of the table in PostgreSQL; version 0 is the one that is shipped. */
@ApplicationScoped
class PostgresDecisionTables implements DecisionTables {
    private static final DecisionTable SHIPPED = TableJson.shipped();

    private final DataSource database;

    @Inject
    PostgresDecisionTables(DataSource database) {
        this.database = database;
    }

    /** A version and who made it. */
    record Version(DecisionTable table, String by, String reason, Instant at) {}

    @Override
    public DecisionTable current() {
        return newest().map(Version::table).orElse(SHIPPED);
    }

    Optional<Version> newest() {
        return query("select version, content, changed_by, reason, changed_at from decision_table"
                        + " order by version desc limit 1")
                .stream()
                .findFirst();
    }

    /** The newest first. */
    List<Version> list() {
        return query(
                "select version, content, changed_by, reason, changed_at from decision_table order by version desc");
    }

    /** Keeps a version; false if another one has that number already. */
    boolean add(DecisionTable table, String by, String reason, Instant at) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into decision_table (version, content, changed_by, reason, changed_at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setLong(1, table.version());
            insert.setString(2, TableJson.of(table).write());
            insert.setString(3, by);
            insert.setString(4, reason);
            insert.setTimestamp(5, Timestamp.from(at));
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("The decision table cannot be kept", e);
        }
    }

    private List<Version> query(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            List<Version> versions = new ArrayList<>();
            while (rows.next()) {
                versions.add(new Version(
                        TableJson.read(rows.getString(2)).table(rows.getLong(1)),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getTimestamp(5).toInstant()));
            }
            return versions;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("The decision table cannot be read", e);
        }
    }
}
