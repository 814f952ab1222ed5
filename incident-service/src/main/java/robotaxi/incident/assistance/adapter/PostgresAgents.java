package robotaxi.incident.assistance.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.incident.assistance.Agents;

/** Who sits at the desk, in PostgreSQL. */
@ApplicationScoped
class PostgresAgents implements Agents {
    /** The kit's own locks have other numbers. */
    private static final long MATCHING = 0x61737369737431L;

    private final DataSource database;

    @Inject
    PostgresAgents(DataSource database) {
        this.database = database;
    }

    @Override
    public void seen(String name, boolean ready, String place, String licence, Instant now) {
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into assist_agent as old (name, ready, ready_since, seen_at, place, licence) values (?, ?, ?, ?, ?, ?)
                        on conflict (name) do update set seen_at = excluded.seen_at, ready = excluded.ready,
                            ready_since = case when old.ready then old.ready_since else excluded.ready_since end,
                            place = excluded.place, licence = excluded.licence""")) {
            upsert.setString(1, name);
            upsert.setBoolean(2, ready);
            upsert.setTimestamp(3, Timestamp.from(now));
            upsert.setTimestamp(4, Timestamp.from(now));
            upsert.setString(5, place);
            upsert.setString(6, licence);
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A person at the desk cannot be kept", e);
        }
    }

    @Override
    public Optional<Seat> find(String name) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select place, licence from assist_agent where name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(new Seat(rows.getString(1), rows.getString(2))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A person at the desk cannot be read", e);
        }
    }

    @Override
    public Optional<String> longestReady(Instant seenSince) {
        // Whoever had a question last has waited since it ended; the newest such time is his.
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select name from assist_agent agent where ready and seen_at >= ?
                            and not exists (select from assist_ticket where claimed_by = agent.name)
                        order by greatest(ready_since, (select max(verdict_at) from assist_ticket
                            where answered_by = agent.name and ended_at is null)), name limit 1""")) {
            query.setTimestamp(1, Timestamp.from(seenSince));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Nobody at the desk can be found", e);
        }
    }

    @Override
    public void matchAlone() {
        try (Connection connection = database.getConnection();
                PreparedStatement lock =
                        connection.prepareStatement("select pg_advisory_xact_lock(" + MATCHING + ")")) {
            lock.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("The desk cannot be locked", e);
        }
    }
}
