package robotaxi.ota.rollout.adapter;

import java.util.List;
import java.util.Objects;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.VehicleUpdate;
import robotaxi.ota.store.adapter.Sql;

/** The cars of a rollout that is rolled back, in PostgreSQL. */
final class ReturningRows {
    private ReturningRows() {}

    static List<VehicleUpdate> lockUncommitted(Sql sql, RolloutId id, int most) {
        return sql.list("""
                select u.* from vehicle_update u
                where u.rollout_id = ? and not u.ended and u.action_id is null and u.return_to is null
                      and (u.state in ('eligible', 'offered', 'downloading', 'staged')
                           or (u.state = 'waiting-for-safe-moment' and u.activate_command_id is null))
                order by u.vehicle_id limit ? for update""", VehicleUpdateRows::read, id.value(), most);
    }

    /** What a car ran before is what it said, and not what was meant for it. */
    static List<VehicleUpdate> lockToReturn(Sql sql, RolloutId id, String live, int most) {
        return sql.list(
                """
                select u.*, before.release_id as previous
                from vehicle_update u
                     join rollout r on r.id = u.rollout_id
                     join vehicle v on v.vehicle_id = u.vehicle_id and v.running_release_id = r.release_id
                     cross join lateral (
                         select run.release_id from vehicle_run run left join release e on e.id = run.release_id
                         where run.vehicle_id = u.vehicle_id and run.release_id <> r.release_id
                               and e.state is distinct from 'revoked'
                         order by run.position desc limit 1) before
                where u.rollout_id = ? and u.ended and u.action_id is null and u.return_to is null
                      and not exists (select 1 from vehicle_update w join rollout o on o.id = w.rollout_id
                                      where w.vehicle_id = u.vehicle_id and not w.ended and o.LIVE)
                order by u.vehicle_id limit ? for update of u""".replace("LIVE", live),
                row -> VehicleUpdateRows.read(row).returningTo(Objects.requireNonNull(row.getString("previous"))),
                id.value(),
                most);
    }

    static void forget(Sql sql, RolloutId id) {
        sql.write(
                "update vehicle_update set return_to = null where rollout_id = ? and ended and return_to is not null",
                id.value());
    }
}
