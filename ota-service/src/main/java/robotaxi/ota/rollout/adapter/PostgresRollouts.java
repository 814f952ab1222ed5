package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.ota.rollout.Course;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.Selection;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;
import robotaxi.ota.store.adapter.Sql;

/** Rollouts in PostgreSQL, many cars to a statement. */
@ApplicationScoped
class PostgresRollouts implements Rollouts {
    private static final String LIVE = "state not in ('finished', 'stopped')";
    private static final String MOVING = "state in ('running', 'paused')";
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
    public int add(Rollout rollout, Selection selection) {
        // One at a time: a car that was free when it was looked at is not taken by two.
        sql.find("select pg_advisory_xact_lock(hashtext('ota.rollout.add'))", row -> true);
        RolloutRows.insert(sql, rollout);
        String releaseId = rollout.plan().releaseId();
        return switch (selection) {
            case Selection.Named(List<String> vehicleIds) -> addWhere(rollout, "v.vehicle_id = any (?)", vehicleIds);
            case Selection.Fitting(List<String> hardwareIds, List<String> running)
            when running.isEmpty() ->
                addWhere(
                        rollout,
                        "v.running_release_id is distinct from r.release_id and v.hardware_id = any (?)",
                        hardwareIds);
            case Selection.Fitting(List<String> hardwareIds, List<String> running) ->
                addWhere(
                        rollout,
                        "v.hardware_id = any (?) and v.running_release_id = any (?)",
                        hardwareIds,
                        running.stream().filter(id -> !id.equals(releaseId)).toList());
        };
    }

    @SafeVarargs
    private int addWhere(Rollout rollout, String condition, List<String>... chosen) {
        List<Object> values = new ArrayList<>();
        values.add(rollout.plan().createdAt());
        values.add(RolloutRows.percents(rollout.plan()));
        values.add(rollout.plan().id().value());
        for (List<String> each : chosen) {
            values.add(each.toArray(String[]::new));
        }
        return sql.write("""
                insert into vehicle_update
                    (rollout_id, vehicle_id, state, since, code, detail, fence, action_id, consent, wave)
                select c.rollout_id, c.vehicle_id, 'eligible', ?, '', '', 0,
                       case when c.asks then nextval('device_action') end,
                       case when not c.asks or not c.consent_needed then 'not-needed'
                            when c.agrees then 'given' else 'awaited' end,
                       1 + (select count(*) from unnest(?::bigint[]) as p where c.place > ceil(c.total * p / 100.0))
                from (select r.id as rollout_id, r.consent_needed, v.vehicle_id, d.device_id is not null as asks,
                             d.auto_consent_by is not null as agrees, count(*) over () as total,
                             row_number() over (order by md5(r.id || v.vehicle_id)) as place
                      from rollout r cross join vehicle v left join device d on d.device_id = v.vehicle_id
                      where r.id = ? and CONDITION
                            and not exists (select 1 from vehicle_update u join rollout o on o.id = u.rollout_id
                                            where u.vehicle_id = v.vehicle_id and not u.ended and o.LIVE)) c""".replace("CONDITION", condition).replace("LIVE", LIVE), values.toArray());
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
                "update rollout set state = ?, wave = ? where id = ?",
                rollout.state(),
                rollout.wave(),
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
                "select id from rollout where " + MOVING + " order by id", row -> new RolloutId(row.getString(1)));
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
        return sql.list(CARS + "order by u.vehicle_id", VehicleUpdateRows::read, id.value());
    }

    @Override
    public List<VehicleUpdate> lockVehicles(RolloutId id, int wave, VehicleState state, int most) {
        return sql.list(
                CARS + "and not ended and state = ? and wave <= ? order by u.vehicle_id limit ? for update",
                VehicleUpdateRows::read,
                id.value(),
                state.wireName(),
                wave,
                most);
    }

    @Override
    public Course.WaveCount countWave(RolloutId id, int wave) {
        return sql.find(
                        """
                        select count(*) filter (where state <> 'cancelled') as total,
                               count(*) filter (where state = 'committed') as committed,
                               count(*) filter (where state in ('failed', 'rolled-back', 'lost')) as failed
                        from vehicle_update where rollout_id = ? and wave = ?""",
                        row -> new Course.WaveCount(
                                row.getLong("total"), row.getLong("committed"), row.getLong("failed")),
                        id.value(),
                        wave)
                .orElseThrow();
    }

    @Override
    public void approve(RolloutId id, String actor, Instant now) {
        sql.write(
                "insert into rollout_approval (rollout_id, actor, approved_at) values (?, ?, ?) on conflict do nothing",
                id.value(),
                actor,
                now);
    }

    @Override
    public List<String> listApprovers(RolloutId id) {
        return sql.list(
                "select actor from rollout_approval where rollout_id = ? order by approved_at, actor",
                row -> row.getString(1),
                id.value());
    }

    @Override
    public List<RolloutId> listGated(String releaseId) {
        return sql.list(
                "select id from rollout where release_id = ? and state in ('simulation-gate', 'shadow') order by id",
                row -> new RolloutId(row.getString(1)),
                releaseId);
    }

    @Override
    public List<VehicleUpdate> lockOverdue(RolloutId id, Instant now, int most) {
        return sql.list(
                CARS + "and not ended and deadline_at <= ? order by u.vehicle_id limit ? for update skip locked",
                VehicleUpdateRows::read,
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
                order by u.vehicle_id limit ? for update skip locked""", VehicleUpdateRows::read, id.value(), askedBefore, now, most);
    }

    @Override
    public List<VehicleUpdate> lockPulling(RolloutId id) {
        return sql.list(
                CARS + "and not ended and action_id is not null order by u.vehicle_id for update",
                VehicleUpdateRows::read,
                id.value());
    }

    @Override
    public List<RolloutCar> listUnderWay(List<String> deviceIds) {
        return sql.list(
                CAR_IN_ROLLOUT.replaceFirst("select", "select distinct on (u.vehicle_id)") + """
                where u.vehicle_id = any (?) and not u.ended and u.action_id is not null and u.state <> 'eligible'
                order by u.vehicle_id, u.action_id""",
                VehicleUpdateRows::withRollout,
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
                VehicleUpdateRows::withRollout,
                id.value(),
                vehicleId);
    }

    @Override
    public Optional<RolloutCar> lockAction(String deviceId, int actionId) {
        return sql.find(
                CAR_IN_ROLLOUT + "where u.action_id = ? and u.vehicle_id = ? for update of u",
                VehicleUpdateRows::withRollout,
                actionId,
                deviceId);
    }

    @Override
    public List<RolloutCar> lockActions(List<Integer> actionIds) {
        return sql.list(
                CAR_IN_ROLLOUT + "where u.action_id = any (?::integer[]) order by u.vehicle_id for update of u",
                VehicleUpdateRows::withRollout,
                (Object) actionIds.stream().map(Integer::longValue).toArray(Long[]::new));
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
        if (!cars.isEmpty()) {
            VehicleUpdateRows.save(sql, id, cars);
        }
    }
}
