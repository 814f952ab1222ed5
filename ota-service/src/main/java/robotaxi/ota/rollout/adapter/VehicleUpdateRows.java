package robotaxi.ota.rollout.adapter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.DeviceAction;
import robotaxi.ota.rollout.Hold;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;
import robotaxi.ota.store.adapter.Sql;

/** Cars of a rollout as PostgreSQL keeps them. */
final class VehicleUpdateRows {
    private VehicleUpdateRows() {}

    /** Writes them in one statement; a single one, which is what devices' own words are, in one that is cheap to plan. */
    static void save(Sql sql, RolloutId id, List<VehicleUpdate> cars) {
        if (cars.size() == 1) {
            saveOne(sql, id, cars.getFirst());
        } else {
            saveMany(sql, id, cars);
        }
    }

    private static void saveOne(Sql sql, RolloutId id, VehicleUpdate car) {
        Hold hold = car.hold();
        DeviceAction action = car.action();
        sql.write(
                """
                update vehicle_update set state = ?, since = ?, deadline_at = ?, code = ?, detail = ?,
                       install_command_id = ?, reservation_id = ?, reservation_asked_at = ?, fence = ?, held_until = ?,
                       activate_command_id = ?, retrieved = ?, cancelling = ?, consent = ?, return_to = ?,
                       action_id = ?
                where rollout_id = ? and vehicle_id = ?""",
                car.state().wireName(),
                car.since(),
                car.deadlineAt(),
                car.code(),
                car.detail(),
                car.installCommandId(),
                hold == null ? null : hold.reservationId(),
                hold == null ? null : hold.askedAt(),
                hold == null ? 0L : hold.fence(),
                hold == null ? null : hold.heldUntil(),
                hold == null ? null : hold.activateCommandId(),
                action != null && action.retrieved(),
                action != null && action.cancelling(),
                RolloutRows.wireName(action == null ? DeviceAction.Consent.NOT_NEEDED : action.consent()),
                car.returnsTo(),
                action == null ? null : action.id(),
                id.value(),
                car.vehicleId());
    }

    private static void saveMany(Sql sql, RolloutId id, List<VehicleUpdate> cars) {
        sql.write(
                """
                update vehicle_update u set state = n.state, since = n.since, deadline_at = n.deadline_at, code = n.code,
                       detail = n.detail, install_command_id = n.install_command_id, reservation_id = n.reservation_id,
                       reservation_asked_at = n.asked_at, fence = n.fence, held_until = n.held_until,
                       activate_command_id = n.activate_command_id, retrieved = n.retrieved, cancelling = n.cancelling,
                       consent = n.consent, return_to = n.return_to, action_id = n.action_id::integer
                from unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::text[], ?::boolean[],
                            ?::boolean[], ?::text[], ?::text[], ?::bigint[])
                     as n (vehicle_id, state, since, deadline_at, code, detail, install_command_id, reservation_id,
                           asked_at, fence, held_until, activate_command_id, retrieved, cancelling, consent, return_to,
                           action_id)
                where u.rollout_id = ? and u.vehicle_id = n.vehicle_id""",
                Sql.texts(cars, VehicleUpdate::vehicleId),
                Sql.texts(cars, car -> car.state().wireName()),
                Sql.times(cars, VehicleUpdate::since),
                Sql.times(cars, VehicleUpdate::deadlineAt),
                Sql.texts(cars, VehicleUpdate::code),
                Sql.texts(cars, VehicleUpdate::detail),
                Sql.texts(cars, VehicleUpdate::installCommandId),
                Sql.texts(cars, car -> car.hold() == null ? null : car.hold().reservationId()),
                Sql.times(cars, car -> car.hold() == null ? null : car.hold().askedAt()),
                cars.stream()
                        .map(car -> car.hold() == null ? 0L : car.hold().fence())
                        .toArray(Long[]::new),
                Sql.times(cars, car -> car.hold() == null ? null : car.hold().heldUntil()),
                Sql.texts(cars, car -> car.hold() == null ? null : car.hold().activateCommandId()),
                cars.stream()
                        .map(car -> car.action() != null && car.action().retrieved())
                        .toArray(Boolean[]::new),
                cars.stream()
                        .map(car -> car.action() != null && car.action().cancelling())
                        .toArray(Boolean[]::new),
                Sql.texts(
                        cars,
                        car -> RolloutRows.wireName(
                                car.action() == null
                                        ? DeviceAction.Consent.NOT_NEEDED
                                        : car.action().consent())),
                Sql.texts(cars, VehicleUpdate::returnsTo),
                cars.stream()
                        .map(car -> car.action() == null
                                ? null
                                : (long) car.action().id())
                        .toArray(Long[]::new),
                id.value());
    }

    static RolloutCar withRollout(ResultSet row) throws SQLException {
        return new RolloutCar(RolloutRows.read(row), read(row));
    }

    static VehicleUpdate read(ResultSet row) throws SQLException {
        return new VehicleUpdate(
                row.getString("vehicle_id"),
                VehicleState.ofWireName(row.getString("state")),
                Sql.timeOf(row, "since"),
                Sql.time(row, "deadline_at"),
                row.getString("code"),
                row.getString("detail"),
                row.getString("install_command_id"),
                hold(row),
                action(row),
                row.getString("return_to"));
    }

    private static @Nullable Hold hold(ResultSet row) throws SQLException {
        String reservation = row.getString("reservation_id");
        Instant askedAt = Sql.time(row, "reservation_asked_at");
        return reservation == null || askedAt == null
                ? null
                : new Hold(
                        reservation,
                        askedAt,
                        row.getLong("fence"),
                        Sql.time(row, "held_until"),
                        row.getString("activate_command_id"));
    }

    private static @Nullable DeviceAction action(ResultSet row) throws SQLException {
        int id = row.getInt("action_id");
        return id == 0
                ? null
                : new DeviceAction(
                        id,
                        row.getBoolean("retrieved"),
                        row.getBoolean("cancelling"),
                        RolloutRows.consent(row.getString("consent")));
    }
}
