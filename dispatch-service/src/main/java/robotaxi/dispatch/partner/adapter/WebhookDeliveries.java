package robotaxi.dispatch.partner.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import robotaxi.dispatch.partner.SecretSeal;

/**
 * The durable queue of webhooks. Any instance takes what is due; what it took is due again after a while, so that a killed
 * one loses nothing. Whoever settles names the attempt: once another instance has taken the event over, the late one is not
 * heard. Events of a ride reach an endpoint one after the other.
 */
@ApplicationScoped
class WebhookDeliveries {
    private static final String KEPT_FOR = "30 days";
    private static final String STILL_OURS = " where sequence = ? and attempts = ? and state = 'PENDING'";

    private final DataSource database;
    private final SecretSeal seal;

    @Inject
    WebhookDeliveries(DataSource database, SecretSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /** Takes what is due for one attempt each, at most so many, for so long. */
    List<Delivery> claim(int most, Duration takenFor) {
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement("""
                        update webhook_delivery d
                        set attempts = d.attempts + 1, last_attempt_at = now(),
                            next_attempt_at = now() + ? * interval '1 millisecond'
                        from webhook_endpoint e
                        where e.id = d.endpoint_id and d.sequence in (
                            select due.sequence from webhook_delivery due
                            join webhook_endpoint open on open.id = due.endpoint_id and open.state = 'ENABLED'
                            where due.state = 'PENDING' and due.next_attempt_at <= now() and not exists (
                                select 1 from webhook_delivery before
                                where before.endpoint_id = due.endpoint_id and before.ride_id = due.ride_id
                                  and before.state = 'PENDING' and before.sequence < due.sequence)
                            order by due.next_attempt_at, due.sequence limit ?
                            for update of due skip locked)
                        returning d.sequence, d.id, d.endpoint_id, e.url, d.payload, d.attempts, e.secret,
                            case when e.previous_secret_until > now() then e.previous_secret end""")) {
            claim.setLong(1, takenFor.toMillis());
            claim.setInt(2, most);
            List<Delivery> claimed = new ArrayList<>();
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    String endpoint = rows.getString(3);
                    claimed.add(new Delivery(
                            rows.getLong(1),
                            rows.getString(2),
                            endpoint,
                            rows.getString(4),
                            rows.getString(5),
                            rows.getInt(6),
                            Stream.of(rows.getString(7), rows.getString(8))
                                    .filter(kept -> kept != null)
                                    .flatMap(kept -> seal.open(kept, endpoint).stream())
                                    .toList()));
                }
            }
            return claimed;
        } catch (SQLException e) {
            throw new IllegalStateException("Due webhooks cannot be read", e);
        }
    }

    /** The endpoint took it. */
    void delivered(Delivery delivery, int status) {
        update(
                "update webhook_delivery set state = 'DELIVERED', last_status = ?, last_error = null" + STILL_OURS,
                status,
                delivery.sequence(),
                delivery.attempts());
        update(
                "update webhook_endpoint set failing_since = null where id = ? and failing_since is not null",
                delivery.endpointId());
    }

    /** The endpoint did not take it; it is tried again after a pause. */
    void postponed(Delivery delivery, int status, String error, Duration pause) {
        update("""
                update webhook_delivery set last_status = nullif(?, 0), last_error = ?,
                    next_attempt_at = now() + ? * interval '1 millisecond'""" + STILL_OURS, status, error, pause.toMillis(), delivery.sequence(), delivery.attempts());
        failing(delivery);
    }

    /** It was tried often enough: what comes after it may go. */
    void failed(Delivery delivery, int status, String error) {
        update("""
                update webhook_delivery set state = 'FAILED', last_status = nullif(?, 0), last_error = ?""" + STILL_OURS, status, error, delivery.sequence(), delivery.attempts());
        failing(delivery);
    }

    private void failing(Delivery delivery) {
        update(
                "update webhook_endpoint set failing_since = coalesce(failing_since, now()) where id = ?",
                delivery.endpointId());
    }

    /** Sends nothing more to an endpoint, if it has only failed for so long. Answers whether it was so. */
    boolean disable(Delivery delivery, Duration failingFor, String reason) {
        return update("""
                update webhook_endpoint set state = 'DISABLED', state_reason = ?
                where id = ? and state = 'ENABLED' and failing_since <= now() - ? * interval '1 millisecond'""", reason, delivery.endpointId(), failingFor.toMillis()) > 0;
    }

    /** Forgets what is old. */
    void tidy() {
        update("delete from webhook_delivery where created_at < now() - interval '" + KEPT_FOR + "'");
    }

    private int update(String statement, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The webhooks' queue cannot be written", e);
        }
    }
}
