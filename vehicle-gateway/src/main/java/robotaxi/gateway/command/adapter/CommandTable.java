package robotaxi.gateway.command.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import robotaxi.gateway.command.CommandState;

/**
 * The ledger's tables, read and written by one statement for many commands. Its methods belong to the transaction under way and
 * take rows in one order, commands by id before cars by id, so that no two gateways wait for each other.
 */
@ApplicationScoped
class CommandTable {
    private static final String UNDELIVERED = "('QUEUED', 'SENT', 'OUTCOME_UNKNOWN')";
    private static final String STATUS =
            "select id, vehicle_id, sequence, sender, kind, not_after, state, code, detail, target, sent_epoch, queued_at, changed_at, emergency_id";

    /**
     * Everything here is found by an index. Of a table that has just begun to grow the planner believes that it is small and would
     * read all of it, and keeps to that plan until the table is next analysed.
     */
    private static final String BY_INDEX = "set local enable_seqscan = off; ";

    private static final String ADD = """
            insert into command (id, vehicle_id, sequence, sender, kind, not_after, state, code, detail, target,
                sent_epoch, queued_at, changed_at, emergency_id, body)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::bytea[])""";

    private static final String CHANGE = """
            update command c set state = n.state, code = n.code, detail = n.detail, sent_epoch = n.sent_epoch,
                changed_at = n.changed_at
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[])
                as n (id, state, code, detail, sent_epoch, changed_at)
            where c.id = n.id""";

    private static final String NOTE = """
            insert into command_change (command_id, state, code, detail, at, session_epoch, applied)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[], ?::boolean[])
            on conflict do nothing""";

    private final SqlStatements sql;

    @Inject
    CommandTable(DataSource database) {
        this.sql = new SqlStatements(database);
    }

    /**
     * A car's numbers.
     *
     * @param last the newest that was given out
     * @param sessionEpoch of its newest session
     * @param isConnected whether some gateway has that session
     */
    record Numbers(long last, long sessionEpoch, boolean isConnected) {}

    /** Locks these commands, as far as there are such; their bodies stay where they are. */
    List<CommandRow> lock(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return sql.with(
                BY_INDEX + STATUS + " from command where id = any (?) order by id for no key update", statement -> {
                    statement.setArray(1, SqlStatements.texts(statement, ids));
                    return rows(statement, false);
                });
    }

    /** Locks these commands and what these cars have not got yet, with the bodies. */
    List<CommandRow> lock(Collection<String> ids, Collection<String> vehicleIds) {
        String statuses =
                STATUS + ", body from command where id in (select unnest(?::text[]) union select id from command"
                        + " where vehicle_id = any (?) and state in " + UNDELIVERED + ") order by id for no key update";
        return sql.with(statuses, statement -> {
            statement.setArray(1, SqlStatements.texts(statement, ids));
            statement.setArray(2, SqlStatements.texts(statement, vehicleIds));
            return rows(statement, true);
        });
    }

    /** Commands that are to take this one back and have not ended; not locked. */
    List<String> openCancellations(CommandRow target) {
        return sql.with("""
                select id from command where vehicle_id = ? and target = ? and kind = 'cancel-command'
                    and state in ('QUEUED', 'SENT', 'OUTCOME_UNKNOWN', 'RECEIVED', 'ACCEPTED', 'EXECUTING')""", statement -> {
            statement.setString(1, target.vehicleId);
            statement.setString(2, target.id);
            return ids(statement);
        });
    }

    /** What lies in the ledger unsent past its deadline, at most so many; not locked. */
    List<String> overdue(Instant now, int most) {
        return sql.with("select id from command where state = 'QUEUED' and not_after < ? limit ?", statement -> {
            statement.setObject(1, SqlStatements.time(now));
            statement.setInt(2, most);
            return ids(statement);
        });
    }

    /** Gives each of these cars so many numbers more; a car that there is not is not in the answer. */
    Map<String, Numbers> number(Map<String, Integer> wanted) {
        return sql.with("""
                with locked as (select id from vehicle where id = any (?) order by id for no key update)
                update vehicle v set command_sequence = command_sequence + wanted.count
                from locked join unnest(?::text[], ?::bigint[]) as wanted (id, count) using (id)
                where v.id = locked.id returning v.id, v.command_sequence, v.session_epoch,
                    v.session_instance <> ''""", statement -> {
            statement.setArray(1, SqlStatements.texts(statement, wanted.keySet()));
            statement.setArray(2, SqlStatements.texts(statement, wanted.keySet()));
            statement.setArray(
                    3,
                    statement
                            .getConnection()
                            .createArrayOf("bigint", wanted.values().toArray()));
            Map<String, Numbers> numbers = new HashMap<>();
            try (ResultSet given = statement.executeQuery()) {
                while (given.next()) {
                    numbers.put(
                            given.getString(1), new Numbers(given.getLong(2), given.getLong(3), given.getBoolean(4)));
                }
            }
            return numbers;
        });
    }

    /** A car and its next number. */
    record Numbered(String vehicleId, Numbers numbers) {}

    /** Gives every car there is one number more. */
    List<Numbered> numberAll() {
        return sql.with("""
                with locked as (select id from vehicle order by id for no key update)
                update vehicle v set command_sequence = command_sequence + 1 from locked where v.id = locked.id
                returning v.id, v.command_sequence, v.session_epoch, v.session_instance <> ''""", statement -> {
            List<Numbered> cars = new ArrayList<>();
            try (ResultSet given = statement.executeQuery()) {
                while (given.next()) {
                    cars.add(new Numbered(
                            given.getString(1), new Numbers(given.getLong(2), given.getLong(3), given.getBoolean(4))));
                }
            }
            return cars;
        });
    }

    /** Locks what an emergency has not sent yet. */
    List<CommandRow> lockUnsent(String emergencyId) {
        String unsent =
                BY_INDEX + STATUS + " from command where emergency_id = ? and emergency_id <> '' and state = 'QUEUED'"
                        + " order by id for no key update";
        return sql.with(unsent, statement -> {
            statement.setString(1, emergencyId);
            return rows(statement, false);
        });
    }

    /**
     * Writes what a transaction has made of commands, in one round trip.
     *
     * @param added new ones, as they are now
     * @param changed older ones: what changes of a command in its life
     * @param changes for the history, in this order; a late word is noted once for each state and session
     */
    void write(List<CommandRow> added, List<CommandRow> changed, List<CommandChange> changes) {
        List<String> statements = new ArrayList<>();
        if (!added.isEmpty()) {
            statements.add(ADD);
        }
        if (!changed.isEmpty()) {
            statements.add(CHANGE);
        }
        if (!changes.isEmpty()) {
            statements.add(NOTE);
        }
        if (statements.isEmpty()) {
            return;
        }
        sql.with(String.join(";", statements), statement -> {
            var columns = new SqlStatements.Columns(statement);
            if (!added.isEmpty()) {
                add(columns, added);
            }
            if (!changed.isEmpty()) {
                change(columns, changed);
            }
            if (!changes.isEmpty()) {
                note(columns, changes);
            }
            return statement.execute();
        });
    }

    private static void add(SqlStatements.Columns columns, List<CommandRow> rows) throws SQLException {
        columns.add("text", rows, row -> row.id)
                .add("text", rows, row -> row.vehicleId)
                .add("bigint", rows, row -> row.sequence)
                .add("text", rows, row -> row.sender)
                .add("text", rows, row -> row.kind)
                .add("timestamptz", rows, row -> row.notAfter)
                .add("text", rows, row -> row.state.name())
                .add("text", rows, row -> row.code)
                .add("text", rows, row -> row.detail)
                .add("text", rows, row -> row.target)
                .add("bigint", rows, row -> row.sentEpoch)
                .add("timestamptz", rows, row -> row.queuedAt)
                .add("timestamptz", rows, row -> row.changedAt)
                .add("text", rows, row -> row.emergencyId)
                .addBytes(rows, row -> row.body);
    }

    private static void change(SqlStatements.Columns columns, List<CommandRow> rows) throws SQLException {
        columns.add("text", rows, row -> row.id)
                .add("text", rows, row -> row.state.name())
                .add("text", rows, row -> row.code)
                .add("text", rows, row -> row.detail)
                .add("bigint", rows, row -> row.sentEpoch)
                .add("timestamptz", rows, row -> row.changedAt);
    }

    private static void note(SqlStatements.Columns columns, List<CommandChange> changes) throws SQLException {
        columns.add("text", changes, CommandChange::commandId)
                .add("text", changes, change -> change.state().name())
                .add("text", changes, CommandChange::code)
                .add("text", changes, CommandChange::detail)
                .add("timestamptz", changes, CommandChange::at)
                .add("bigint", changes, CommandChange::sessionEpoch)
                .add("boolean", changes, CommandChange::applied);
    }

    /** Calls the gateways that have the sessions of these cars, once the transaction has committed. */
    void call(Collection<String> vehicleIds) {
        if (vehicleIds.isEmpty()) {
            return;
        }
        sql.with("select pg_notify(?, id) from unnest(?::text[]) as id", statement -> {
            statement.setString(1, CommandCalls.CHANNEL);
            statement.setArray(2, SqlStatements.texts(statement, vehicleIds));
            return statement.execute();
        });
    }

    private static List<String> ids(PreparedStatement statement) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        return ids;
    }

    private static List<CommandRow> rows(PreparedStatement statement, boolean withBody) throws SQLException {
        List<CommandRow> rows = new ArrayList<>();
        try (ResultSet found = SqlStatements.last(statement)) {
            while (found.next()) {
                var row = new CommandRow();
                row.id = found.getString(1);
                row.vehicleId = found.getString(2);
                row.sequence = found.getLong(3);
                row.sender = found.getString(4);
                row.kind = found.getString(5);
                row.notAfter = SqlStatements.time(found, 6);
                row.state = CommandState.valueOf(found.getString(7));
                row.code = found.getString(8);
                row.detail = found.getString(9);
                row.target = found.getString(10);
                row.sentEpoch = found.getLong(11);
                row.queuedAt = SqlStatements.time(found, 12);
                row.changedAt = SqlStatements.time(found, 13);
                row.emergencyId = found.getString(14);
                if (withBody) {
                    row.body = found.getBytes(15);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
