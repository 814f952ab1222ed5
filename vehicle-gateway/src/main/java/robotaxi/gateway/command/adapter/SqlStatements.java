package robotaxi.gateway.command.adapter;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** Statements about many rows at once, in the transaction under way. */
record SqlStatements(DataSource database) {

    /** Does something with a statement. */
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    <T> T with(String sql, Use<T> use) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            throw new LedgerFaultException(e);
        }
    }

    static Array texts(PreparedStatement statement, Collection<String> values) throws SQLException {
        return statement.getConnection().createArrayOf("text", values.toArray(String[]::new));
    }

    static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static Instant time(ResultSet found, int column) throws SQLException {
        return found.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The result of the last of several statements that were sent together. */
    static ResultSet last(PreparedStatement statement) throws SQLException {
        boolean hasRows = statement.execute();
        while (!hasRows) {
            hasRows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    /** Rows as one array a column, in the order of the statement's parameters. */
    static final class Columns {
        private final PreparedStatement statement;
        private int column;

        Columns(PreparedStatement statement) {
            this.statement = statement;
        }

        <R> Columns add(String type, List<R> rows, Function<R, Object> value) throws SQLException {
            Object[] values = rows.stream().map(value).toArray();
            statement.setArray(++column, statement.getConnection().createArrayOf(type, values));
            return this;
        }

        <R> Columns addBytes(List<R> rows, Function<R, byte[]> value) throws SQLException {
            byte[][] values = rows.stream().map(value).toArray(byte[][]::new);
            statement.setArray(++column, statement.getConnection().createArrayOf("bytea", values));
            return this;
        }
    }
}
