package robotaxi.ota.ddi.adapter;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.ota.store.adapter.Sql;

/** When each device polled last, and from where: written down together, now and then. */
@ApplicationScoped
class PollTimes {
    private final Sql sql;
    private final DdiConfig config;
    private final InstantSource clock;
    private final Map<String, Poll> polls = new ConcurrentHashMap<>();

    private record Poll(String deviceId, Instant at, String address) {}

    @Inject
    PollTimes(Sql sql, DdiConfig config, InstantSource clock) {
        this.sql = sql;
        this.config = config;
        this.clock = clock;
    }

    void polled(String deviceId, String address) {
        polls.put(deviceId, new Poll(deviceId, clock.instant(), address));
    }

    @Scheduled(every = "${ota.ddi.polls-written:PT10S}", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void write() {
        List<Poll> taken = new ArrayList<>();
        for (String deviceId : List.copyOf(polls.keySet())) {
            Poll poll = polls.remove(deviceId);
            if (poll != null) {
                taken.add(poll);
            }
        }
        if (!taken.isEmpty()) {
            String[] ids = taken.stream().map(Poll::deviceId).toArray(String[]::new);
            // In the order in which others lock many devices, so that nobody waits for each other.
            sql.list("select 1 from device where device_id = any (?) order by device_id for update", row -> 1, (Object)
                    ids);
            sql.write(
                    "update device d set last_poll_at = n.at, address = n.address"
                            + " from unnest(?::text[], ?::timestamptz[], ?::text[]) as n (id, at, address)"
                            + " where d.device_id = n.id",
                    ids,
                    Sql.times(taken, Poll::at),
                    Sql.texts(taken, Poll::address));
            sql.write("update vehicle set connected = true where vehicle_id = any (?) and not connected", (Object) ids);
        }
        sql.write(
                "update vehicle v set connected = false from device d"
                        + " where d.device_id = v.vehicle_id and v.connected and d.last_poll_at < ?",
                clock.instant().minus(config.polling()).minus(config.overdue()));
    }
}
