package robotaxi.dispatch.partner.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.adapter.PlaceJson;
import robotaxi.dispatch.partner.PartnerClients;
import robotaxi.dispatch.ride.Appointment;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.ride.adapter.RideMoved;
import robotaxi.kit.ids.Ids;

/** Writes what partners are to hear, in the transaction that makes it true. */
@ApplicationScoped
class WebhookWriter {
    /** A move that leaves the state as it is: the way, the time, a car told anew, the guarantee. */
    static final String CHANGED = "ride.changed";

    /** What a partner asks for to see whether its endpoint works. */
    static final String PING = "webhook.ping";

    private static final String PARTNERS = PartnerClients.principal("partner-");

    private final EntityManager entities;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Ids ids;

    @Inject
    WebhookWriter(EntityManager entities, ObjectMapper json, InstantSource clock, Ids ids) {
        this.entities = entities;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
    }

    /** The body, as Standard Webhooks recommends it. */
    record Body(String type, Instant timestamp, Object data) {}

    /** A ride as its partner is told of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RideData(
            String rideId,
            @Nullable String riderReference,
            String state,
            String previousState,
            String cause,
            long version,
            @Nullable String vehicleId,
            PlaceJson pickup,
            PlaceJson dropoff,
            long priceMinor,
            String currency,
            @Nullable Instant pickupAt,
            @Nullable String guarantee) {}

    /** Nothing but a sign of life. */
    record PingData(String message) {}

    /** Every type of event that an endpoint may choose. */
    static List<String> types() {
        return Stream.concat(
                        Arrays.stream(RideState.values()).map(state -> "ride." + state.wireName()), Stream.of(CHANGED))
                .toList();
    }

    void onMove(@Observes RideMoved moved) {
        Ride ride = moved.ride();
        if (!ride.riderId().startsWith(PARTNERS)) {
            return;
        }
        boolean stays = moved.fromState().equals(ride.state().wireName());
        String type = stays ? CHANGED : "ride." + ride.state().wireName();
        entities.createNativeQuery("""
                        insert into webhook_delivery
                            (id, endpoint_id, ride_id, event_type, payload, state, next_attempt_at, created_at)
                        select ?1, e.id, ?2, ?3, ?4, 'PENDING', now(), now()
                        from webhook_endpoint e join partner p on p.id = e.partner_id
                        where p.principal = ?5 and (cardinality(e.events) = 0 or ?3 = any(e.events))""")
                .setParameter(1, "msg_" + ids.next())
                .setParameter(2, ride.id().value())
                .setParameter(3, type)
                .setParameter(4, body(type, data(moved)))
                .setParameter(5, ride.riderId())
                .executeUpdate();
    }

    /** Sends a sign of life to one endpoint. Answers its id. */
    String ping(String endpointId) {
        String id = "msg_" + ids.next();
        entities.createNativeQuery("""
                        insert into webhook_delivery
                            (id, endpoint_id, ride_id, event_type, payload, state, next_attempt_at, created_at)
                        values (?1, ?2, '', ?3, ?4, 'PENDING', now(), now())""")
                .setParameter(1, id)
                .setParameter(2, endpointId)
                .setParameter(3, PING)
                .setParameter(4, body(PING, new PingData("This endpoint hears us.")))
                .executeUpdate();
        return id;
    }

    private String body(String type, Object data) {
        try {
            return json.writeValueAsString(new Body(type, clock.instant(), data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a webhook of ours cannot be written", e);
        }
    }

    private static RideData data(RideMoved moved) {
        Ride ride = moved.ride();
        Appointment appointment = ride.appointment();
        return new RideData(
                ride.id().value(),
                ride.riderReference(),
                ride.state().wireName(),
                moved.fromState(),
                moved.cause(),
                ride.version(),
                ride.vehicleId(),
                PlaceJson.of(ride.pickup()),
                PlaceJson.of(ride.dropoff()),
                ride.priceMinor(),
                ride.currency(),
                appointment == null ? null : appointment.pickupAt(),
                appointment == null ? null : appointment.guarantee().wireName());
    }
}
