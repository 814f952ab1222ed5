package robotaxi.benchmarks.upload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import robotaxi.local.stack.StackException;

/** How far the upload under way is, by the service's own database. */
public final class UploadProgress implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_MILLIS = 20;

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

    /** Waits for it, a minute at most: a large recording is judged, and kept as evidence, soon after its last byte. */
    public void awaitJudged() throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (isJudging() && System.nanoTime() < giveUpAt) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
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
