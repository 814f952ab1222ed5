package robotaxi.dispatch.fleet.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.ReservationAnswer;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Hold;
import robotaxi.dispatch.ride.Rides;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;

/**
 * Cars held for an update. Decided on the market's thread like every match, so a car never gets a ride and an update at
 * once; the fence lets the car refuse whoever comes late.
 */
@ApplicationScoped
public class Holds {
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);

    private final DataSource database;
    private final Outbox outbox;
    private final Instance<Fleet> fleet;
    private final Instance<Rides> rides;
    private final Ids ids;
    private final InstantSource clock;

    @Inject
    Holds(
            DataSource database,
            Outbox outbox,
            Instance<Fleet> fleet,
            Instance<Rides> rides,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.fleet = fleet;
        this.rides = rides;
        this.ids = ids;
        this.clock = clock;
    }

    /** Answers a request. */
    public void answer(String vehicleId, Reservation request) {
        Instant now = clock.instant();
        Optional<Hold> same = find(vehicleId)
                .filter(hold -> hold.stands(now) && hold.reservationId().equals(request.getReservationId()));
        if (same.isPresent()) {
            // Asked once more, because the answer was lost or came twice: the answer is the same.
            say(vehicleId, request.getReservationId(), granted(same.get()));
            return;
        }
        Optional<String> refusal = Hold.refusal(
                ProtoTime.of(request.getRequest().getNotAfter()),
                rides.get().findByVehicle(vehicleId).isPresent(),
                listHeld().contains(vehicleId),
                fleet.get().find(vehicleId).map(car -> car.isReady(now)).orElse(false),
                now);
        say(
                vehicleId,
                request.getReservationId(),
                refusal.isPresent()
                        ? ReservationAnswer.newBuilder().setReason(refusal.get())
                        : granted(hold(
                                vehicleId,
                                request.getReservationId(),
                                now.plus(LONGEST_HOLD).truncatedTo(ChronoUnit.MICROS))));
    }

    private static ReservationAnswer.Builder granted(Hold hold) {
        return ReservationAnswer.newBuilder()
                .setGranted(true)
                .setFence(hold.fence())
                .setHeldUntil(ProtoTime.of(hold.heldUntil()));
    }

    private void say(String vehicleId, String reservationId, ReservationAnswer.Builder answer) {
        String eventId = ids.next();
        outbox.append(
                Topics.VEHICLE_RESERVATIONS,
                vehicleId,
                eventId,
                Reservation.newBuilder()
                        .setEventId(eventId)
                        .setReservationId(reservationId)
                        .setVehicleId(vehicleId)
                        .setAnswer(answer)
                        .build());
    }

    private Hold hold(String vehicleId, String reservationId, Instant until) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into vehicle_hold (vehicle_id, reservation_id, fence, held_until)
                        values (?, ?, nextval('reservation_fence'), ?)
                        on conflict (vehicle_id) do update set reservation_id = excluded.reservation_id,
                            fence = excluded.fence, held_until = excluded.held_until
                        returning fence""")) {
            insert.setString(1, vehicleId);
            insert.setString(2, reservationId);
            insert.setTimestamp(3, java.sql.Timestamp.from(until));
            try (var rows = insert.executeQuery()) {
                rows.next();
                return new Hold(reservationId, rows.getLong(1), until);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A hold cannot be kept", e);
        }
    }

    private Optional<Hold> find(String vehicleId) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select reservation_id, fence, held_until from vehicle_hold where vehicle_id = ?")) {
            query.setString(1, vehicleId);
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Hold(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getTimestamp(3).toInstant()))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A hold cannot be read", e);
        }
    }

    /** Gives a car back. */
    public void release(String vehicleId, Reservation release) {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement(
                        "delete from vehicle_hold where vehicle_id = ? and reservation_id = ?")) {
            delete.setString(1, vehicleId);
            delete.setString(2, release.getReservationId());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A hold cannot be given back", e);
        }
    }

    /** Cars held now. */
    public Set<String> listHeld() {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select vehicle_id from vehicle_hold where held_until > ?")) {
            query.setTimestamp(1, java.sql.Timestamp.from(clock.instant()));
            try (var rows = query.executeQuery()) {
                Set<String> held = new HashSet<>();
                while (rows.next()) {
                    held.add(rows.getString(1));
                }
                return held;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Holds cannot be read", e);
        }
    }
}
