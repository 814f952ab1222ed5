package robotaxi.gateway.link.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;

/** Every change of presence, append-only. Part of the transaction that makes it true. */
@ApplicationScoped
class SessionHistory {
    private final EntityManager entities;

    @Inject
    SessionHistory(EntityManager entities) {
        this.entities = entities;
    }

    /** Notes a batch in one statement, since a whole fleet may come at once. */
    void append(List<Presence> news) {
        if (news.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        insert into vehicle_session_change (vehicle_id, state, session_epoch, gateway_id, at)
                        select * from unnest(?1, ?2, ?3, ?4, ?5)""")
                .setParameter(1, news.stream().map(Presence::getVehicleId).toArray(String[]::new))
                .setParameter(
                        2, news.stream().map(its -> wireName(its.getState())).toArray(String[]::new))
                .setParameter(3, news.stream().map(Presence::getSessionEpoch).toArray(Long[]::new))
                .setParameter(4, news.stream().map(Presence::getGatewayId).toArray(String[]::new))
                .setParameter(
                        5,
                        news.stream()
                                .map(presence -> ProtoTime.of(presence.getSince()))
                                .toArray(Instant[]::new))
                .executeUpdate();
    }

    /** As the API writes it: {@code connected}, {@code lost} or {@code gone}. */
    static String wireName(PresenceState state) {
        return state.name().substring("PRESENCE_STATE_".length()).toLowerCase(Locale.ROOT);
    }
}
