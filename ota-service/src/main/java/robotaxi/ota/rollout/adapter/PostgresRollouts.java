package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final String LIVE = "state not in ('finished', 'stopped', 'rolled-back')";
    private static final String MOVING = "state in ('running', 'paused', 'rolling-back')";
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
        RolloutRows.insert(sql, rollout, selection.isWholeFleet());
        SelectionSql chosen = SelectionSql.of(selection);
        List<Object> values = new ArrayList<>();
        values.add(rollout.plan().createdAt());
        values.add(RolloutRows.percents(rollout.plan()));
        values.add(rollout.plan().id().value());
        values.addAll(chosen.values());
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
                      from rollout r join release e on e.id = r.release_id cross join vehicle v left join device d on d.device_id = v.vehicle_id
                      where r.id = ? and CONDITION
                            and not exists (select 1 from vehicle_update u join rollout o on o.id = u.rollout_id
                                            where u.vehicle_id = v.vehicle_id and not u.ended and o.LIVE)) c""".replace("CONDITION", chosen.condition()).replace("LIVE", LIVE), values.toArray());
    }

    @Override
    public Selection.Preview preview(String releaseId, Selection.Fitting selection) {
        SelectionSql chosen = SelectionSql.filter(selection);
        List<Object> values = new ArrayList<>();
        values.add(releaseId);
        values.addAll(chosen.values());
        Map<String, Long> counts = new HashMap<>();
        sql.list(
                """
                select coalesce(
                           (obstacles(v, e))[1],
                           case when v.running_release_id = e.id then 'running'
                                when exists (select 1 from vehicle_update u join rollout o on o.id = u.rollout_id
                                             where u.vehicle_id = v.vehicle_id and not u.ended and o.LIVE) then 'busy'
                                else 'matching' end) as standing, count(*)
                from vehicle v join release e on e.id = ? where CONDITION group by 1""".replace("CONDITION", chosen.condition()).replace("LIVE", LIVE),
                row -> counts.put(row.getString(1), row.getLong(2)),
                values.toArray());
        long matching = Objects.requireNonNullElse(counts.remove("matching"), 0L);
        long busy = Objects.requireNonNullElse(counts.remove("busy"), 0L);
        long running = Objects.requireNonNullElse(counts.remove("running"), 0L);
        return new Selection.Preview(matching, busy, running, counts);
    }

    @Override
    public Map<String, List<String>> obstacles(String releaseId, List<String> vehicleIds) {
        Map<String, List<String>> all = new HashMap<>();
        sql.list(
                "select v.vehicle_id, obstacles(v, e) as met from vehicle v join release e on e.id = ?"
                        + " where v.vehicle_id = any (?)",
                row -> all.put(
                        row.getString(1), List.of((String[]) row.getArray(2).getArray())),
                releaseId,
                vehicleIds.toArray(String[]::new));
        return all;
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
    public boolean tookWholeFleet(RolloutId id) {
        return sql.find("select whole_fleet from rollout where id = ?", row -> row.getBoolean(1), id.value())
                .orElse(false);
    }

    @Override
    public List<Rollout> listOf(String releaseId) {
        return sql.list(
                "select " + RolloutRows.COLUMNS
                        + " from rollout r where r.release_id = ? order by r.created_at desc, r.id",
                RolloutRows::read,
                releaseId);
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
    public List<VehicleUpdate> lockToOffer(RolloutId id, int wave, int most) {
        return sql.list("""
                select u.* from vehicle_update u join rollout r on r.id = u.rollout_id
                     join vehicle v on v.vehicle_id = u.vehicle_id
                     left join release e on e.id = coalesce(u.return_to, r.release_id)
                where u.rollout_id = ? and not u.ended and u.state = 'eligible' and u.wave <= ?
                      and (e.id is null or cardinality(obstacles(v, e)) = 0)
                order by u.vehicle_id limit ? for update of u""", VehicleUpdateRows::read, id.value(), wave, most);
    }

    @Override
    public List<VehicleUpdate> lockUncommitted(RolloutId id, int most) {
        return ReturningRows.lockUncommitted(sql, id, most);
    }

    @Override
    public List<VehicleUpdate> lockToReturn(RolloutId id, int most) {
        return ReturningRows.lockToReturn(sql, id, LIVE, most);
    }

    @Override
    public void forgetReturns(RolloutId id) {
        ReturningRows.forget(sql, id);
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
    public List<VehicleUpdate> lockToAsk(RolloutId id, Instant askedBefore, Instant now, Limits limits, int most) {
        List<Map.Entry<String, Long>> room = List.copyOf(limits.room().entrySet());
        return sql.list(
                CARS + """
                and not u.ended and u.vehicle_id in (
                    select waiting.vehicle_id from (
                        select u.vehicle_id, u.reservation_asked_at, coalesce(m.room, ?) as room, row_number() over
                                   (partition by v.market_id order by u.reservation_asked_at nulls first, u.vehicle_id) as place
                        from vehicle_update u join rollout r on r.id = u.rollout_id
                             join vehicle v on v.vehicle_id = u.vehicle_id
                             left join release e on e.id = coalesce(u.return_to, r.release_id)
                             left join unnest(?::text[], ?::bigint[]) as m (market_id, room) on m.market_id = v.market_id
                        where u.rollout_id = ? and not u.ended and u.state = 'waiting-for-safe-moment' and u.action_id is null
                              and (u.reservation_id is null or (u.fence = 0 and u.reservation_asked_at <= ?)
                                   or (u.fence <> 0 and u.held_until <= ?))
                              and coalesce(v.charge_percent, 100) >= ?
                              and (e.id is null or cardinality(obstacles(v, e)) = 0)) waiting
                    where waiting.place <= waiting.room
                    order by waiting.reservation_asked_at nulls first, waiting.vehicle_id limit ?)
                order by u.vehicle_id for update skip locked""",
                VehicleUpdateRows::read,
                id.value(),
                Long.MAX_VALUE,
                Sql.texts(room, Map.Entry::getKey),
                room.stream().map(Map.Entry::getValue).toArray(Long[]::new),
                id.value(),
                askedBefore,
                now,
                limits.leastChargePercent(),
                most);
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
