package robotaxi.gateway.link.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The sessions open at this gateway, one a car at most. */
@ApplicationScoped
public class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final int DRAIN_SPREAD_MILLIS = 2_000;

    private final Map<String, Session> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("presence-watchdog").daemon().factory());
    private final PresenceNews presence;
    private final GatewayConfig config;
    private final Event<SessionEnded> ended;

    @Inject
    Sessions(PresenceNews presence, GatewayConfig config, Event<SessionEnded> ended) {
        this.presence = presence;
        this.config = config;
        this.ended = ended;
    }

    /**
     * A session is over.
     *
     * @param epoch its fencing number
     */
    public record SessionEnded(String vehicleId, long epoch) {}

    void onStart(@Observes StartupEvent event) {
        watchdog.scheduleWithFixedDelay(this::endSilent, 1, 1, TimeUnit.SECONDS);
        presence.forgetOwnGhosts(this);
    }

    /** The session of a car, if it is here. */
    public Optional<Session> find(String vehicleId) {
        return Optional.ofNullable(open.get(vehicleId));
    }

    /** All of them. */
    List<Session> list() {
        return List.copyOf(open.values());
    }

    /** A newer session takes the older one's place; the older one is told. */
    void begin(Session session) {
        Session older = open.put(session.vehicleId(), session);
        if (older != null) {
            older.end("superseded", 0);
            ended.fire(new SessionEnded(older.vehicleId(), older.epoch()));
        }
        presence.connected(session);
        LOG.infof("A session began, vehicleId=%s epoch=%d", session.vehicleId(), session.epoch());
    }

    /** Ends a session once; a late end of an older one changes nothing. */
    void over(Session session, String code, int retryAfterMillis) {
        session.end(code, retryAfterMillis);
        if (open.remove(session.vehicleId(), session)) {
            presence.over(session);
            ended.fire(new SessionEnded(session.vehicleId(), session.epoch()));
            LOG.infof("A session ended, vehicleId=%s epoch=%d code=%s", session.vehicleId(), session.epoch(), code);
        }
    }

    private void endSilent() {
        try {
            long now = System.nanoTime();
            for (Session session : list()) {
                if (session.silentNanos(now) > config.lostAfter().toNanos()) {
                    over(session, "silent", 0);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("The presence watchdog stumbled", e);
        }
    }

    /** On a planned stop every car is told to come back elsewhere, spread over two seconds. */
    void onStop(@Observes ShutdownEvent event) {
        watchdog.shutdownNow();
        int position = 0;
        for (Session session : list()) {
            over(session, "drain", 100 + position++ % 20 * (DRAIN_SPREAD_MILLIS / 20));
        }
    }
}
