package robotaxi.gateway.link.adapter;

import com.google.protobuf.Timestamp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.events.TopicReplay;

/** Tells the fleet who is connected. One record a change, fenced by the session's epoch. */
@ApplicationScoped
class PresenceNews {
    private static final Logger LOG = Logger.getLogger(PresenceNews.class);

    private final KafkaClients kafka;
    private final TopicReplay replay;
    private final GatewayConfig config;
    private final InstantSource clock;

    @Inject
    PresenceNews(KafkaClients kafka, TopicReplay replay, GatewayConfig config, InstantSource clock) {
        this.kafka = kafka;
        this.replay = replay;
        this.config = config;
        this.clock = clock;
    }

    void connected(Session session) {
        publish(session.vehicleId(), session.epoch(), PresenceState.PRESENCE_STATE_CONNECTED);
    }

    void over(Session session) {
        publish(
                session.vehicleId(),
                session.epoch(),
                session.saidFarewell() ? PresenceState.PRESENCE_STATE_GONE : PresenceState.PRESENCE_STATE_LOST);
    }

    /** After a crash some cars stand as connected to this gateway and are not: those that stay away are told lost. */
    void forgetOwnGhosts(Sessions sessions) {
        Map<String, Presence> last = new ConcurrentHashMap<>();
        Instant start = clock.instant();
        CompletableFuture<Void> read = replay.follow(Topics.VEHICLE_PRESENCE, null, Presence.parser(), last::put);
        CompletableFuture.delayedExecutor(config.lostAfter().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> read.thenRun(() -> last.forEach((vehicleId, presence) -> {
                    boolean isGhost = presence.getState() == PresenceState.PRESENCE_STATE_CONNECTED
                            && presence.getGatewayId().equals(config.id())
                            && presence.getSince().getSeconds() < start.getEpochSecond()
                            && sessions.find(vehicleId).isEmpty();
                    if (isGhost) {
                        publish(vehicleId, presence.getSessionEpoch(), PresenceState.PRESENCE_STATE_LOST);
                    }
                })));
    }

    private void publish(String vehicleId, long epoch, PresenceState state) {
        Instant now = clock.instant();
        var news = Presence.newBuilder()
                .setVehicleId(vehicleId)
                .setState(state)
                .setSessionEpoch(epoch)
                .setGatewayId(config.id())
                .setSince(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .build();
        var message = new ProducerRecord<>(Topics.VEHICLE_PRESENCE.name(), vehicleId, news.toByteArray());
        message.headers()
                .add(
                        Topics.EVENT_ID,
                        (vehicleId + "/presence/" + epoch + "/" + state.getNumber()).getBytes(StandardCharsets.UTF_8));
        kafka.producer().send(message, (metadata, fault) -> {
            if (fault != null) {
                LOG.errorf(fault, "Presence could not be told, vehicleId=%s epoch=%d", vehicleId, epoch);
            }
        });
    }
}
