package robotaxi.benchmarks.upload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import robotaxi.local.stack.StackException;

/** How far the upload under way is, by the service's own database. */
public final class UploadProgress implements AutoCloseable {
    private final Connection connection;

    /** Of the service with this database. */
    public UploadProgress(String jdbcUrl) {
        try {
            this.connection = DriverManager.getConnection(jdbcUrl);
        } catch (SQLException e) {
            throw new StackException("the database does not answer: " + e.getMessage(), e);
        }
    }

    /** Bytes that it has acknowledged, 0 if none is under way. */
    public long bytes() {
        return number("select coalesce(max(offset_bytes), 0) from upload where state = 'open'");
    }

    /** Whether a whole recording has not been judged yet. */
    public boolean isJudging() {
        return number("select count(*) from upload where state = 'open' and offset_bytes = length_bytes") > 0;
    }

    private long number(String sql) {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StackException("the uploads cannot be looked at: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StackException("the database does not let go: " + e.getMessage(), e);
        }
    }
}
