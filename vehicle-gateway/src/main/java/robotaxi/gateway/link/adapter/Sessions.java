package robotaxi.gateway.link.adapter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The sessions open at this gateway, one a car at most. */
@ApplicationScoped
public class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final int DRAIN_SPREAD_MILLIS = 2_000;
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(6);
    private static final int ENDINGS_AT_ONCE = 500;

    /** Longer than a session takes from its row to its place here. */
    private static final long BEGINNING_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long NEVER_NANOS = 2 * BEGINNING_NANOS;

    private final Map<String, Session> open = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Session> endings = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService watchdog = Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().name("sessions-", 0).daemon().factory());
    private final SessionStore store;
    private final LaneBook lanes;
    private final GatewayConfig config;
    private final Event<SessionEnded> ended;
    private final MeterRegistry meters;
    private int renewals;
    private boolean mustReclaim;
    private volatile long takenForDeadAtNanos = System.nanoTime() - NEVER_NANOS;

    @Inject
    Sessions(
            SessionStore store, LaneBook lanes, GatewayConfig config, Event<SessionEnded> ended, MeterRegistry meters) {
        this.store = store;
        this.lanes = lanes;
        this.config = config;
        this.ended = ended;
        this.meters = meters;
        Gauge.builder("gateway.sessions.open", open, Map::size)
                .description("Cars with a session here")
                .register(meters);
    }

    /**
     * A session is over.
     *
     * @param epoch its fencing number
     */
    public record SessionEnded(String vehicleId, long epoch) {}

    void onStart(@Observes StartupEvent event) {
        store.renewLease();
        watchdog.scheduleWithFixedDelay(() -> carefully(this::endSilent), 1, 1, TimeUnit.SECONDS);
        watchdog.scheduleWithFixedDelay(() -> carefully(this::stayAlive), 1, 1, TimeUnit.SECONDS);
        watchdog.scheduleWithFixedDelay(() -> carefully(this::tellEndings), 100, 50, TimeUnit.MILLISECONDS);
    }

    private static void carefully(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf("The sessions' book-keeping stumbled and goes on: %s", e.getMessage());
        }
    }

    /** The session of a car, if it is here. */
    public Optional<Session> find(String vehicleId) {
        return Optional.ofNullable(open.get(vehicleId));
    }

    /** Whether another car can be taken. */
    boolean hasRoomFor(String vehicleId) {
        return open.size() < config.mostSessions() || open.containsKey(vehicleId);
    }

    /** All of them. */
    public List<Session> list() {
        return List.copyOf(open.values());
    }

    /** Cars with a session at any gateway that lives, by id; with its fencing number. */
    public Map<String, Long> listConnected() {
        return store.listConnected();
    }

    /**
     * A newer session takes the older one's place, whichever of the two comes here first: a car that did not wait for its
     * welcome has two under way. The older one is told.
     */
    void begin(Session session) {
        var replaced = new AtomicReference<@Nullable Session>();
        Session newest = open.merge(session.vehicleId(), session, (had, came) -> {
            boolean isLate = had.epoch() > came.epoch();
            replaced.set(isLate ? came : had);
            return isLate ? had : came;
        });
        Session older = replaced.get();
        if (older != null) {
            older.end("superseded", 0);
            endings.add(older);
        }
        if (newest == session) {
            LOG.infof("A session began, vehicleId=%s epoch=%d", session.vehicleId(), session.epoch());
            if (System.nanoTime() - takenForDeadAtNanos < BEGINNING_NANOS) {
                // It may have been told lost before it had its place here, where whoever reclaims looks.
                reclaim(session);
            }
        }
    }

    private void reclaim(Session session) {
        store.reclaim(session.vehicleId(), session.epoch());
        if (open.get(session.vehicleId()) != session) {
            // It ended meanwhile, perhaps before its row was ours again: nobody else would say so.
            endings.add(session);
        }
    }

    /** Ends a session once; a late end of an older one changes nothing. */
    void over(Session session, String code, int retryAfterMillis) {
        session.end(code, retryAfterMillis);
        if (open.remove(session.vehicleId(), session)) {
            endings.add(session);
            meters.counter("gateway.sessions.ended", "code", code).increment();
            LOG.infof("A session ended, vehicleId=%s epoch=%d code=%s", session.vehicleId(), session.epoch(), code);
        }
    }

    /** Several at a time, so that a whole fleet that drops is told within seconds; again if the database is away. */
    private void tellEndings() {
        List<Session> batch = new ArrayList<>();
        while (endings.drainTo(batch, ENDINGS_AT_ONCE) > 0) {
            try {
                store.end(batch);
                batch.forEach(session -> ended.fire(new SessionEnded(session.vehicleId(), session.epoch())));
                lanes.end(batch.stream().map(Session::vehicleId).toList());
            } catch (RuntimeException e) {
                endings.addAll(batch);
                throw e;
            }
            batch.clear();
        }
    }

    private void endSilent() {
        long now = System.nanoTime();
        for (Session session : list()) {
            if (session.silentNanos(now) > config.lostAfter().toNanos()) {
                over(session, "silent", 0);
            } else if (session.stalledNanos(now) > STALLED_NANOS) {
                over(session, "slow-reader", 0);
            }
        }
    }

    private void stayAlive() {
        if (!store.renewLease()) {
            renewals = 0;
            takenForDeadAtNanos = System.nanoTime();
            mustReclaim = true;
        }
        if (mustReclaim) {
            // What fails is tried again at the next beat: nobody else would tell these cars connected.
            list().forEach(this::reclaim);
            mustReclaim = false;
        }
        // After an outage of the database every lease has run out: first all may renew theirs, then the dead are
        // buried.
        if (++renewals > SessionStore.LEASE_SECONDS) {
            int lost = store.buryDead();
            if (lost > 0) {
                LOG.warnf("A gateway died; %d of its vehicles were told lost", lost);
            }
        }
    }

    /** On a planned stop every car is told to come back elsewhere, spread over two seconds. */
    void onStop(@Observes ShutdownEvent event) {
        watchdog.shutdownNow();
        int position = 0;
        for (Session session : list()) {
            over(session, "drain", 100 + position++ % 20 * (DRAIN_SPREAD_MILLIS / 20));
        }
        carefully(this::tellEndings);
        carefully(store::giveUpLease);
    }
}
