package robotaxi.incident.custody.adapter;

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
import org.jspecify.annotations.Nullable;

/** Plain statements in the transaction under way. An {@link Instant} goes as a time stamp. */
public record Sql(DataSource database) {
    private static final int FETCH = 1_000;

    /** Reads one row. */
    public interface Reader<T> {
        /** The row, as what it means. */
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    public interface Taker {
        /** Answers whether to go on. */
        boolean take(ResultSet row) throws SQLException;
    }

    /** Changes rows, and says how many. */
    public int write(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not take it: " + sql, e);
        }
    }

    /** All rows. */
    public <T> List<T> list(Reader<T> reader, String sql, @Nullable Object... values) {
        List<T> found = new ArrayList<>();
        each(row -> found.add(reader.read(row)), sql, values);
        return found;
    }

    /** The first row. */
    public <T> Optional<T> find(Reader<T> reader, String sql, @Nullable Object... values) {
        return list(reader, sql, values).stream().findFirst();
    }

    /** Row by row, in constant memory within a transaction. */
    public void each(Taker taker, String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                boolean isWanted = true;
                while (isWanted && rows.next()) {
                    isWanted = taker.take(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer: " + sql, e);
        }
    }

    /** A time of a row. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    /** A time of a row that may lack it. */
    public static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(i + 1, value instanceof Instant time ? Timestamp.from(time) : value);
        }
    }
}
