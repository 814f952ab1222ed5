package robotaxi.incident.assistance.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import robotaxi.incident.assistance.Asked;
import robotaxi.incident.assistance.Ticket;
import robotaxi.incident.assistance.Tickets;

/** Tickets in PostgreSQL. Whoever watches hears of a change by the channel {@value #CHANNEL}, in each instance of the service. */
@ApplicationScoped
class PostgresTickets implements Tickets {
    static final String CHANNEL = "assistance";

    private static final String SELECT = "select " + TicketRow.COLUMNS + " from assist_ticket ";
    private static final String LIVE = "ended_at is null";
    private static final Duration COURSE = Duration.ofMinutes(3);
    private static final String SAVE = """
            update assist_ticket set boot_epoch = ?, sequence = ?, scene = ?::jsonb, scene_id = ?, scene_received_at = ?, state = ?,
                fence = ?, claimed_by = ?, lease_until = ?, claimed_at = ?, first_claimed_at = ?, command_id = ?, answer_scene_id = ?,
                answer = ?, answered_by = ?, answered_at = ?, answer_not_after = ?, verdict_command = ?, verdict_accepted = ?,
                verdict_code = ?, verdict_detail = ?, verdict_at = ?, ended_at = ?, ended_why = ?, notes = ? where id = ?""";

    private final DataSource database;

    @Inject
    PostgresTickets(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<Ticket> find(String id) {
        return first("where id = ?", id);
    }

    @Override
    public Optional<Ticket> lock(String id) {
        return first("where id = ? for update", id);
    }

    @Override
    public List<Ticket> lockLive(String vehicleId) {
        return query("where vehicle_id = ? and " + LIVE + " order by received_at for update", vehicleId);
    }

    @Override
    public Optional<Ticket> lockByCommand(String commandId) {
        return first("where command_id = ? and state = 'answered' for update", commandId);
    }

    @Override
    public Optional<Ticket> lockHeldBy(String person) {
        return first("where claimed_by = ? for update", person);
    }

    @Override
    public Optional<Ticket> lockMostUrgent() {
        return first(
                "where state = 'open' and " + LIVE
                        + " and expires_at > now() order by passenger_aboard desc, lane_blocked desc, received_at, id limit 1 for update");
    }

    @Override
    public List<Ticket> lockDue(Instant now, Instant unjudgedSince) {
        return query(
                "where " + LIVE
                        + " and (lease_until <= ? or (expires_at <= ? and state <> 'accepted')"
                        + " or (state = 'answered' and answer_not_after <= ?) or (state = 'accepted' and verdict_at <= ?))"
                        + " order by received_at limit 200 for update skip locked",
                Timestamp.from(now),
                Timestamp.from(now),
                Timestamp.from(unjudgedSince),
                Timestamp.from(now.minus(COURSE)));
    }

    /** Those that are not over, the most urgent first. */
    List<Ticket> listLive() {
        return query("where " + LIVE + " order by passenger_aboard desc, lane_blocked desc, received_at, id limit 500");
    }

    /** Those that came in a span of time, the oldest first, behind one of them. */
    List<Ticket> list(Instant from, Instant to, String behind, int most) {
        return query(
                "where received_at >= ? and received_at < ? and id > ? order by id limit ?",
                Timestamp.from(from),
                Timestamp.from(to),
                behind,
                most);
    }

    @Override
    public void add(Ticket ticket) {
        Asked asked = ticket.asked();
        run("""
                insert into assist_ticket (id, vehicle_id, boot_epoch, sequence, kind, detail, passenger_aboard, lane_blocked, ride_id,
                    release_id, latitude, longitude, asked_at, received_at, expires_at, scene, scene_id, scene_received_at, state, fence,
                    notes)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, '')""", insert -> {
            insert.setString(1, asked.id());
            insert.setString(2, asked.vehicleId());
            insert.setLong(3, ticket.heard().bootEpoch());
            insert.setLong(4, ticket.heard().sequence());
            insert.setString(5, asked.kind());
            insert.setString(6, asked.detail());
            insert.setBoolean(7, asked.passengerAboard());
            insert.setBoolean(8, asked.laneBlocked());
            insert.setString(9, asked.rideId());
            insert.setString(10, asked.releaseId());
            insert.setDouble(11, asked.latitude());
            insert.setDouble(12, asked.longitude());
            insert.setTimestamp(13, Timestamp.from(asked.askedAt()));
            insert.setTimestamp(14, Timestamp.from(asked.receivedAt()));
            insert.setTimestamp(15, Timestamp.from(asked.expiresAt()));
            insert.setString(16, TicketRow.json(ticket.scene()));
            insert.setString(17, ticket.scene().sceneId());
            insert.setTimestamp(18, Timestamp.from(ticket.scene().receivedAt()));
            insert.setString(19, ticket.state().wireName());
            insert.setLong(20, ticket.fence());
        });
        addScene(ticket);
        tell(ticket.id());
    }

    @Override
    public void save(Ticket ticket) {
        run(SAVE, update -> TicketRow.bind(update, ticket));
        addScene(ticket);
        tell(ticket.id());
    }

    @Override
    public void saveScene(Ticket ticket) {
        run(
                "update assist_ticket set boot_epoch = ?, sequence = ?, scene = ?::jsonb, scene_received_at = ? where id = ?",
                update -> {
                    update.setLong(1, ticket.heard().bootEpoch());
                    update.setLong(2, ticket.heard().sequence());
                    update.setString(3, TicketRow.json(ticket.scene()));
                    update.setTimestamp(4, Timestamp.from(ticket.scene().receivedAt()));
                    update.setString(5, ticket.id());
                });
        addScene(ticket);
    }

    /** What was shown, once: a report that changed something else brings no new one. */
    private void addScene(Ticket ticket) {
        run(
                "insert into assist_scene (ticket_id, boot_epoch, sequence, scene, received_at) select ?, ?, ?, ?::jsonb, ?"
                        + " where not exists (select from assist_scene where ticket_id = ? and received_at = ?)"
                        + " on conflict do nothing",
                insert -> {
                    insert.setString(1, ticket.id());
                    insert.setLong(2, ticket.heard().bootEpoch());
                    insert.setLong(3, ticket.heard().sequence());
                    insert.setString(4, TicketRow.json(ticket.scene()));
                    insert.setTimestamp(5, Timestamp.from(ticket.scene().receivedAt()));
                    insert.setString(6, ticket.id());
                    insert.setTimestamp(7, Timestamp.from(ticket.scene().receivedAt()));
                });
    }

    @Override
    public void note(String id, Line line) {
        run("insert into assist_line (ticket_id, said_at, what, who, facts) values (?, ?, ?, ?, ?::json)", insert -> {
            insert.setString(1, id);
            insert.setTimestamp(2, Timestamp.from(line.at()));
            insert.setString(3, line.what());
            insert.setString(4, line.who());
            insert.setString(5, TicketRow.json(line.facts()));
        });
    }

    private void tell(String id) {
        run("select pg_notify('" + CHANNEL + "', ?)", notify -> notify.setString(1, id));
    }

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private void run(String sql, Binder binder) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("A ticket cannot be kept", e);
        }
    }

    private Optional<Ticket> first(String rest, Object... values) {
        return query(rest, values).stream().findFirst();
    }

    private List<Ticket> query(String rest, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(SELECT + rest)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            List<Ticket> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(TicketRow.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Tickets cannot be read", e);
        }
    }
}
