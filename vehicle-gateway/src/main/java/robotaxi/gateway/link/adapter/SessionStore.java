package robotaxi.gateway.link.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;

/**
 * Who holds which car's session, fenced by the session's epoch in the car's row. Every change of presence leaves through the
 * outbox in the transaction that made it true: a late end of an older session changes no row, so nobody hears of it.
 */
@ApplicationScoped
class SessionStore {
    static final int LEASE_SECONDS = 5;

    private final EntityManager entities;
    private final Outbox outbox;
    private final GatewayConfig config;
    private final InstantSource clock;
    private final Ids ids;
    private final SessionHistory history;
    private final String instance;

    @Inject
    SessionStore(
            EntityManager entities,
            Outbox outbox,
            GatewayConfig config,
            InstantSource clock,
            Ids ids,
            SessionHistory history) {
        this.history = history;
        this.entities = entities;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
        // A gateway that starts again under the same name is another one: it holds none of the sessions of before.
        this.instance = config.id() + "/" + UUID.randomUUID();
    }

    /**
     * The next session of each of these cars begins here. Part of the transaction under way.
     *
     * @return the sessions' epochs by car; a car that there is not is not among them
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, Long> begin(Set<String> vehicleIds) {
        Map<String, Long> epochs = new HashMap<>();
        List<?> rows = entities.createNativeQuery("""
                        update vehicle set session_epoch = session_epoch + 1, session_instance = ?2
                        where id = any (?1) returning id, session_epoch""", Object[].class)
                .setParameter(1, vehicleIds.toArray(String[]::new))
                .setParameter(2, instance)
                .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            epochs.put(String.valueOf(columns[0]), ((Number) columns[1]).longValue());
        }
        tell(epochs.entrySet().stream()
                .map(begun ->
                        presence(begun.getKey(), begun.getValue(), PresenceState.PRESENCE_STATE_CONNECTED, config.id()))
                .toList());
        return epochs;
    }

    /** Sessions that are over; each is told, if it is still its car's newest. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void end(List<Session> sessions) {
        // In the order of their ids, as every writer of several cars takes the rows: so that no two wait for each
        // other.
        tell(sessions.stream()
                .sorted(Comparator.comparing(Session::vehicleId))
                .flatMap(session -> end(session).stream())
                .toList());
    }

    private Optional<Presence> end(Session session) {
        int ended = entities.createNativeQuery("""
                        update vehicle set session_instance = ''
                        where id = ?1 and session_epoch = ?2 and session_instance = ?3""")
                .setParameter(1, session.vehicleId())
                .setParameter(2, session.epoch())
                .setParameter(3, instance)
                .executeUpdate();
        PresenceState state =
                session.saidFarewell() ? PresenceState.PRESENCE_STATE_GONE : PresenceState.PRESENCE_STATE_LOST;
        return ended > 0
                ? Optional.of(presence(session.vehicleId(), session.epoch(), state, config.id()))
                : Optional.empty();
    }

    /**
     * Says that this gateway lives.
     *
     * @return false if it had been taken for dead: its cars were told lost
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean renewLease() {
        int renewed = entities.createNativeQuery(
                        "update gateway_lease set expires_at = now() + make_interval(secs => ?2) where instance = ?1")
                .setParameter(1, instance)
                .setParameter(2, LEASE_SECONDS)
                .executeUpdate();
        if (renewed == 0) {
            entities.createNativeQuery("""
                            insert into gateway_lease (instance, gateway_id, expires_at)
                            values (?1, ?2, now() + make_interval(secs => ?3))""")
                    .setParameter(1, instance)
                    .setParameter(2, config.id())
                    .setParameter(3, LEASE_SECONDS)
                    .executeUpdate();
        }
        return renewed > 0;
    }

    /** Another gateway took this one for dead while the session was open: it is the car's session still, if no newer one came. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void reclaim(String vehicleId, long epoch) {
        int reclaimed = entities.createNativeQuery("""
                        update vehicle set session_instance = ?3
                        where id = ?1 and session_epoch = ?2 and session_instance = ''""")
                .setParameter(1, vehicleId)
                .setParameter(2, epoch)
                .setParameter(3, instance)
                .executeUpdate();
        if (reclaimed > 0) {
            tell(List.of(presence(vehicleId, epoch, PresenceState.PRESENCE_STATE_CONNECTED, config.id())));
        }
    }

    /** Sessions whose gateway lives: fencing numbers by car. */
    @Transactional
    public Map<String, Long> listConnected() {
        Map<String, Long> epochs = new HashMap<>();
        List<?> rows = entities.createNativeQuery("""
                        select vehicle.id, session_epoch from vehicle
                        join gateway_lease on instance = session_instance and expires_at > now()""", Object[].class).getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            epochs.put(String.valueOf(columns[0]), ((Number) columns[1]).longValue());
        }
        return epochs;
    }

    /** Buries gateways whose lease ran out: each of their cars is told lost once, by whoever comes first. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int buryDead() {
        List<Presence> lost = new ArrayList<>();
        List<?> dead = entities.createNativeQuery(
                        "delete from gateway_lease where expires_at < now() returning instance, gateway_id",
                        Object[].class)
                .getResultList();
        for (Object row : dead) {
            Object[] columns = (Object[]) row;
            List<?> cars = entities.createNativeQuery("""
                            update vehicle set session_instance = ''
                            where session_instance = ?1 returning id, session_epoch""", Object[].class)
                    .setParameter(1, columns[0])
                    .getResultList();
            for (Object car : cars) {
                Object[] values = (Object[]) car;
                lost.add(presence(
                        String.valueOf(values[0]),
                        ((Number) values[1]).longValue(),
                        PresenceState.PRESENCE_STATE_LOST,
                        String.valueOf(columns[1])));
            }
        }
        tell(lost);
        return lost.size();
    }

    /** A planned stop: the lease ends with the last session. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void giveUpLease() {
        entities.createNativeQuery("delete from gateway_lease where instance = ?1")
                .setParameter(1, instance)
                .executeUpdate();
    }

    private Presence presence(String vehicleId, long epoch, PresenceState state, String gatewayId) {
        Instant now = clock.instant();
        return Presence.newBuilder()
                .setVehicleId(vehicleId)
                .setState(state)
                .setSessionEpoch(epoch)
                .setGatewayId(gatewayId)
                .setSince(ProtoTime.of(now))
                .build();
    }

    private void tell(List<Presence> news) {
        news.forEach(presence -> outbox.append(
                Topics.VEHICLE_PRESENCE,
                presence.getVehicleId(),
                presence.getVehicleId() + "/presence/" + ids.next(),
                presence));
        history.append(news);
    }
}
