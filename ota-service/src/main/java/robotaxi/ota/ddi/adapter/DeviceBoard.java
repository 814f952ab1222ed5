package robotaxi.ota.ddi.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import robotaxi.ota.ddi.Standing;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.store.adapter.Sql;

/**
 * What every device would be told, in this process's memory: a poll asks no database. A row for each registered device, about 300
 * bytes; kept true by {@link BoardFeed}. While it is not, devices are told to come again.
 */
@ApplicationScoped
class DeviceBoard {
    private static final int DEVICES_A_READ = 5_000;

    /** The action that brought what a device {@code vehicle v} runs, or none. */
    private static final String INSTALLED = """
            select u.action_id from vehicle_update u join rollout r on r.id = u.rollout_id
            where u.vehicle_id = v.vehicle_id and u.ended and u.state in ('committed', 'rolled-back')
                  and u.action_id is not null and coalesce(u.return_to, r.release_id) = v.running_release_id
            order by u.since desc limit 1""";

    private final Sql sql;
    private final Rollouts rollouts;
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private volatile boolean current;

    @Inject
    DeviceBoard(Sql sql, Rollouts rollouts) {
        this.sql = sql;
        this.rollouts = rollouts;
    }

    /** Whether what is here is what the database holds, but for what was committed a moment ago. */
    boolean current() {
        return current;
    }

    /** What a device is told; empty for one that nobody knows. */
    Optional<Standing> find(String deviceId) {
        return Optional.ofNullable(standings.get(deviceId));
    }

    /** Nobody hears of changes any more. */
    void outdated() {
        current = false;
    }

    /** Reads all devices. */
    void readAll() {
        List<String> all = sql.list("select device_id from device order by 1", row -> row.getString(1));
        standings.keySet().retainAll(new HashSet<>(all));
        read(all);
        current = true;
    }

    /** Reads the devices in the middle of a rollout. */
    void readRollout(RolloutId id) {
        read(rollouts.listDevices(id));
    }

    /** Reads these devices. */
    void read(Collection<String> deviceIds) {
        List<String> all = List.copyOf(deviceIds);
        for (int from = 0; from < all.size(); from += DEVICES_A_READ) {
            readSome(all.subList(from, Math.min(all.size(), from + DEVICES_A_READ)));
        }
    }

    private void readSome(List<String> deviceIds) {
        Map<String, RolloutCar> underWay = rollouts.listUnderWay(deviceIds).stream()
                .collect(Collectors.toMap(update -> update.car().vehicleId(), Function.identity()));
        Set<String> found = new HashSet<>();
        sql.list(
                        """
                        select d.device_id, d.token_hash, d.attributes_wanted,
                               (INSTALLED) as installed
                        from device d join vehicle v on v.vehicle_id = d.device_id where d.device_id = any (?)""".replace("INSTALLED", INSTALLED),
                        row -> Map.entry(
                                row.getString("device_id"),
                                new Standing(
                                        row.getString("token_hash"),
                                        row.getBoolean("attributes_wanted"),
                                        row.getInt("installed"),
                                        underWay.get(row.getString("device_id")))),
                        (Object) deviceIds.toArray(String[]::new))
                .forEach(entry -> {
                    standings.put(entry.getKey(), entry.getValue());
                    found.add(entry.getKey());
                });
        deviceIds.stream().filter(id -> !found.contains(id)).forEach(standings::remove);
    }
}
