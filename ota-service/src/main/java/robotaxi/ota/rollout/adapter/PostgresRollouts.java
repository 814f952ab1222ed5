package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.DeviceAction;
import robotaxi.ota.rollout.Hold;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;
import robotaxi.ota.store.adapter.Sql;

/** Rollouts in PostgreSQL, many cars to a statement. */
@ApplicationScoped
class PostgresRollouts implements Rollouts {
    private static final String LIVE = "state in ('running', 'paused')";
    private static final String[] ENDED = Arrays.stream(VehicleState.values())
            .filter(VehicleState::ended)
            .map(VehicleState::wireName)
            .toArray(String[]::new);
    private static final String CARS = "select u.* from vehicle_update u where u.rollout_id = ? ";
    private static final String CAR_IN_ROLLOUT =
            "select " + RolloutRows.COLUMNS + ", u.* from vehicle_update u join rollout r on r.id = u.rollout_id ";

    private final Sql sql;

    @Inject
    PostgresRollouts(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Rollout rollout, List<String> vehicleIds) {
        RolloutRows.insert(sql, rollout);
        sql.write(
                """
                insert into vehicle_update (rollout_id, vehicle_id, state, since, code, detail, fence, action_id, consent)
                select ?, v.vehicle_id, 'eligible', ?, '', '', 0,
                       case when d.device_id is not null then nextval('device_action') end,
                       case when d.device_id is null or not ? then 'not-needed'
                            when d.auto_consent_by is not null then 'given' else 'awaited' end
                from vehicle v left join device d on d.device_id = v.vehicle_id
                where v.vehicle_id = any (?) order by v.vehicle_id""",
                rollout.plan().id().value(),
                rollout.plan().createdAt(),
                rollout.plan().terms().consentNeeded(),
                vehicleIds.toArray(String[]::new));
    }

    @Override
    public Optional<Rollout> find(RolloutId id) {
        return rollout("where r.id = ?", id);
    }

    @Override
    public Optional<Rollout> lock(RolloutId id) {
        return rollout("where r.id = ? for update", id);
    }

    @Override
    public Optional<Rollout> tryLock(RolloutId id) {
        return rollout("where r.id = ? for update skip locked", id);
    }

    private Optional<Rollout> rollout(String condition, RolloutId id) {
        return sql.find(
                "select " + RolloutRows.COLUMNS + " from rollout r " + condition, RolloutRows::read, id.value());
    }

    @Override
    public void save(Rollout rollout) {
        sql.write(
                "update rollout set state = ? where id = ?",
                rollout.state(),
                rollout.plan().id().value());
    }

    @Override
    public List<Rollout> list() {
        return sql.list(
                "select " + RolloutRows.COLUMNS + " from rollout r order by r.created_at desc, r.id",
                RolloutRows::read);
    }

    @Override
    public List<RolloutId> listLive() {
        return sql.list(
                "select id from rollout where " + LIVE + " order by id", row -> new RolloutId(row.getString(1)));
    }

    @Override
    public List<String> listBusy(List<String> vehicleIds) {
        return sql.list(
                "select u.vehicle_id from vehicle_update u join rollout r on r.id = u.rollout_id"
                        + " where u.vehicle_id = any (?) and u.state <> all (?) and r." + LIVE + " order by 1",
                row -> row.getString(1),
                vehicleIds.toArray(String[]::new),
                ENDED);
    }

    @Override
    public Map<VehicleState, Long> count(RolloutId id) {
        Map<VehicleState, Long> counts = new EnumMap<>(VehicleState.class);
        sql.list(
                "select state, count(*) from vehicle_update where rollout_id = ? group by 1",
                row -> counts.put(VehicleState.ofWireName(row.getString(1)), row.getLong(2)),
                id.value());
        return counts;
    }

    @Override
    public boolean anyOpen(RolloutId id) {
        return sql.find(CARS + "and not ended limit 1", row -> true, id.value()).isPresent();
    }

    @Override
    public List<VehicleUpdate> listVehicles(RolloutId id) {
        return sql.list(CARS + "order by u.vehicle_id", PostgresRollouts::car, id.value());
    }

    @Override
    public List<VehicleUpdate> lockVehicles(RolloutId id, VehicleState state, int most) {
        return sql.list(
                CARS + "and not ended and state = ? order by u.vehicle_id limit ? for update",
                PostgresRollouts::car,
                id.value(),
                state.wireName(),
                most);
    }

    @Override
    public List<VehicleUpdate> lockOverdue(RolloutId id, Instant now, int most) {
        return sql.list(
                CARS + "and not ended and deadline_at <= ? order by u.vehicle_id limit ? for update skip locked",
                PostgresRollouts::car,
                id.value(),
                now,
                most);
    }

    @Override
    public List<VehicleUpdate> lockToAsk(RolloutId id, Instant askedBefore, Instant now, int most) {
        return sql.list(CARS + """
                and not ended and state = 'waiting-for-safe-moment' and action_id is null
                and (reservation_id is null or (fence = 0 and reservation_asked_at <= ?)
                     or (fence <> 0 and held_until <= ?))
                order by u.vehicle_id limit ? for update skip locked""", PostgresRollouts::car, id.value(), askedBefore, now, most);
    }

    @Override
    public List<VehicleUpdate> lockPulling(RolloutId id) {
        return sql.list(
                CARS + "and not ended and action_id is not null order by u.vehicle_id for update",
                PostgresRollouts::car,
                id.value());
    }

    @Override
    public List<RolloutCar> listUnderWay(List<String> deviceIds) {
        return sql.list(
                CAR_IN_ROLLOUT.replaceFirst("select", "select distinct on (u.vehicle_id)") + """
                where u.vehicle_id = any (?) and not u.ended and u.action_id is not null and u.state <> 'eligible'
                order by u.vehicle_id, u.action_id""",
                PostgresRollouts::carInRollout,
                (Object) deviceIds.toArray(String[]::new));
    }

    @Override
    public List<String> listDevices(RolloutId id) {
        return sql.list(
                "select vehicle_id from vehicle_update where rollout_id = ? and not ended and action_id is not null",
                row -> row.getString(1),
                id.value());
    }

    @Override
    public Optional<RolloutCar> lockVehicle(RolloutId id, String vehicleId) {
        return sql.find(
                CAR_IN_ROLLOUT + "where u.rollout_id = ? and u.vehicle_id = ? for update of u",
                PostgresRollouts::carInRollout,
                id.value(),
                vehicleId);
    }

    @Override
    public Optional<RolloutCar> lockAction(String deviceId, int actionId) {
        return sql.find(
                CAR_IN_ROLLOUT + "where u.action_id = ? and u.vehicle_id = ? for update of u",
                PostgresRollouts::carInRollout,
                actionId,
                deviceId);
    }

    @Override
    public Optional<RolloutId> findByReservation(String reservationId) {
        return rolloutWhere("reservation_id = ?", reservationId);
    }

    @Override
    public Optional<RolloutId> findByCommand(String commandId) {
        return rolloutWhere("install_command_id = ?", commandId)
                .or(() -> rolloutWhere("activate_command_id = ?", commandId));
    }

    private Optional<RolloutId> rolloutWhere(String condition, String id) {
        return sql.find(
                "select rollout_id from vehicle_update where " + condition, row -> new RolloutId(row.getString(1)), id);
    }

    @Override
    public void saveVehicles(RolloutId id, List<VehicleUpdate> cars) {
        if (cars.isEmpty()) {
            return;
        }
        sql.write(
                """
                update vehicle_update u set state = n.state, since = n.since, deadline_at = n.deadline_at, code = n.code,
                       detail = n.detail, install_command_id = n.install_command_id, reservation_id = n.reservation_id,
                       reservation_asked_at = n.asked_at, fence = n.fence, held_until = n.held_until,
                       activate_command_id = n.activate_command_id, retrieved = n.retrieved, cancelling = n.cancelling,
                       consent = n.consent
                from unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::text[], ?::boolean[],
                            ?::boolean[], ?::text[])
                     as n (vehicle_id, state, since, deadline_at, code, detail, install_command_id, reservation_id,
                           asked_at, fence, held_until, activate_command_id, retrieved, cancelling, consent)
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
                id.value());
    }

    private static RolloutCar carInRollout(ResultSet row) throws SQLException {
        return new RolloutCar(RolloutRows.read(row), car(row));
    }

    private static VehicleUpdate car(ResultSet row) throws SQLException {
        return new VehicleUpdate(
                row.getString("vehicle_id"),
                VehicleState.ofWireName(row.getString("state")),
                Sql.timeOf(row, "since"),
                Sql.time(row, "deadline_at"),
                row.getString("code"),
                row.getString("detail"),
                row.getString("install_command_id"),
                hold(row),
                action(row));
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
