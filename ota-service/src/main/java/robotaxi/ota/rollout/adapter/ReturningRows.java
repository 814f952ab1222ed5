package robotaxi.ota.rollout.adapter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import robotaxi.ota.rollout.DeviceAction;
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

    /**
     * What a car ran before is what it said, and not what was meant for it. A device that asks for itself can only fetch it: a release that has
     * a file for its hardware.
     */
    static List<VehicleUpdate> lockToReturn(Sql sql, RolloutId id, String live, int most) {
        return sql.list("""
                select u.*, before.release_id as previous,
                       case when u.action_id is not null then nextval('device_action') end as next_action
                from vehicle_update u
                     join rollout r on r.id = u.rollout_id
                     join vehicle v on v.vehicle_id = u.vehicle_id and v.running_release_id = r.release_id
                     cross join lateral (
                         select run.release_id from vehicle_run run left join release e on e.id = run.release_id
                         where run.vehicle_id = u.vehicle_id and run.release_id <> r.release_id
                               and e.state is distinct from 'revoked'
                               and (u.action_id is null
                                    or (cardinality(obstacles(v, e)) = 0 and exists (
                                        select 1 from unnest(e.target_paths) as t (path)
                                        where regexp_replace(regexp_replace(t.path, '^.*/', ''), '[.][^.]*$', '') = v.hardware_id)))
                         order by run.position desc limit 1) before
                where u.rollout_id = ? and u.ended and u.return_to is null
                      and not exists (select 1 from vehicle_update w join rollout o on o.id = w.rollout_id
                                      where w.vehicle_id = u.vehicle_id and not w.ended and o.LIVE)
                order by u.vehicle_id limit ? for update of u""".replace("LIVE", live), ReturningRows::turnedAround, id.value(), most);
    }

    private static VehicleUpdate turnedAround(ResultSet row) throws SQLException {
        VehicleUpdate back = VehicleUpdateRows.read(row).returningTo(Objects.requireNonNull(row.getString("previous")));
        int action = row.getInt("next_action");
        return action == 0 ? back : back.withAction(DeviceAction.unread(action));
    }

    /** What a device has gone back by stays: it is what it has installed. */
    static void forget(Sql sql, RolloutId id) {
        sql.write(
                "update vehicle_update set return_to = null where rollout_id = ? and ended and return_to is not null"
                        + " and (action_id is null or state <> 'rolled-back')",
                id.value());
    }
}
