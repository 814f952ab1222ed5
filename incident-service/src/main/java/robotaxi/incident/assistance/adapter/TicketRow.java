package robotaxi.incident.assistance.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.assistance.Asked;
import robotaxi.incident.assistance.SceneSeen;
import robotaxi.incident.assistance.Stamp;
import robotaxi.incident.assistance.Ticket;
import robotaxi.incident.assistance.TicketState;

/** A ticket between its row and the core. */
final class TicketRow {
    static final String COLUMNS = """
            id, vehicle_id, kind, detail, passenger_aboard, lane_blocked, ride_id, release_id, latitude, longitude, asked_at,
            received_at, expires_at, scene, boot_epoch, sequence, state, fence, claimed_by, lease_until, claimed_at,
            first_claimed_at, command_id, answer_scene_id, answer, answered_by, answered_at, answer_not_after, verdict_command,
            verdict_accepted, verdict_code, verdict_detail, verdict_at, ended_at, ended_why, notes""";

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private TicketRow() {}

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Ticket of(ResultSet row) throws SQLException {
        Asked asked = new Asked(
                row.getString("id"),
                row.getString("vehicle_id"),
                row.getString("kind"),
                row.getString("detail"),
                row.getBoolean("passenger_aboard"),
                row.getBoolean("lane_blocked"),
                row.getString("ride_id"),
                row.getString("release_id"),
                row.getDouble("latitude"),
                row.getDouble("longitude"),
                time(row, "asked_at"),
                time(row, "received_at"),
                time(row, "expires_at"));
        return new Ticket(
                asked,
                read(row.getString("scene"), SceneSeen.class),
                new Stamp(row.getLong("boot_epoch"), row.getLong("sequence")),
                TicketState.find(row.getString("state")).orElseThrow(),
                row.getLong("fence"),
                claim(row),
                given(row),
                maybe(row, "first_claimed_at"),
                verdict(row),
                ending(row),
                row.getString("notes"));
    }

    private static Ticket.@Nullable Claim claim(ResultSet row) throws SQLException {
        String by = row.getString("claimed_by");
        return by == null ? null : new Ticket.Claim(by, time(row, "lease_until"), time(row, "claimed_at"));
    }

    private static Ticket.@Nullable Given given(ResultSet row) throws SQLException {
        String command = row.getString("command_id");
        return command == null
                ? null
                : new Ticket.Given(
                        command,
                        row.getString("answer_scene_id"),
                        row.getString("answer"),
                        row.getString("answered_by"),
                        time(row, "answered_at"),
                        time(row, "answer_not_after"));
    }

    private static Ticket.@Nullable Verdict verdict(ResultSet row) throws SQLException {
        String command = row.getString("verdict_command");
        return command == null
                ? null
                : new Ticket.Verdict(
                        command,
                        row.getBoolean("verdict_accepted"),
                        row.getString("verdict_code"),
                        row.getString("verdict_detail"),
                        time(row, "verdict_at"));
    }

    private static Ticket.@Nullable Ending ending(ResultSet row) throws SQLException {
        Instant at = maybe(row, "ended_at");
        return at == null ? null : new Ticket.Ending(row.getString("ended_why"), at);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(maybe(row, column), column);
    }

    static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    static @Nullable Timestamp stamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /** What may change of a ticket, in the order of {@code PostgresTickets.SAVE}. */
    static void bind(PreparedStatement update, Ticket ticket) throws SQLException {
        Ticket.Claim claim = ticket.claim();
        Ticket.Given given = ticket.given();
        Ticket.Verdict verdict = ticket.verdict();
        Ticket.Ending ending = ticket.ending();
        int i = 1;
        update.setLong(i++, ticket.heard().bootEpoch());
        update.setLong(i++, ticket.heard().sequence());
        update.setString(i++, json(ticket.scene()));
        update.setString(i++, ticket.scene().sceneId());
        update.setTimestamp(i++, stamp(ticket.scene().receivedAt()));
        update.setString(i++, ticket.state().wireName());
        update.setLong(i++, ticket.fence());
        update.setString(i++, claim == null ? null : claim.by());
        update.setTimestamp(i++, claim == null ? null : stamp(claim.leaseUntil()));
        update.setTimestamp(i++, claim == null ? null : stamp(claim.since()));
        update.setTimestamp(i++, stamp(ticket.firstClaimedAt()));
        update.setString(i++, given == null ? null : given.commandId());
        update.setString(i++, given == null ? null : given.sceneId());
        update.setString(i++, given == null ? null : given.words());
        update.setString(i++, given == null ? null : given.by());
        update.setTimestamp(i++, given == null ? null : stamp(given.at()));
        update.setTimestamp(i++, given == null ? null : stamp(given.notAfter()));
        update.setString(i++, verdict == null ? null : verdict.commandId());
        update.setObject(i++, verdict == null ? null : verdict.accepted());
        update.setString(i++, verdict == null ? null : verdict.code());
        update.setString(i++, verdict == null ? null : verdict.detail());
        update.setTimestamp(i++, verdict == null ? null : stamp(verdict.at()));
        update.setTimestamp(i++, ending == null ? null : stamp(ending.at()));
        update.setString(i++, ending == null ? null : ending.why());
        update.setString(i++, ticket.notes());
        update.setString(i, ticket.id());
    }
}
