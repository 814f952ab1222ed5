package robotaxi.incident.liveview.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.ShowView;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.incident.liveview.Cars;
import robotaxi.kit.events.TopicReplay;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.kit.signing.CommandSigner;

/** Orders to cars as signed commands over the outbox; whether a car is there, from what gateways say of their sessions. */
@ApplicationScoped
class SignedViews implements Cars {
    private final Outbox outbox;
    private final Ids ids;
    private final CommandSigner signer;
    private final TopicReplay replay;
    private final Map<String, Presence> presence = new ConcurrentHashMap<>();

    @Inject
    SignedViews(Outbox outbox, Ids ids, CommandSigner signer, TopicReplay replay) {
        this.outbox = outbox;
        this.ids = ids;
        this.signer = signer;
        this.replay = replay;
    }

    void start(@Observes StartupEvent event) {
        var _ = replay.follow(
                Topics.VEHICLE_PRESENCE,
                null,
                Presence.parser(),
                (vehicleId, news) -> presence.merge(
                        vehicleId,
                        news,
                        (old, fresh) -> fresh.getSessionEpoch() < old.getSessionEpoch() ? old : fresh));
    }

    @Override
    public boolean isConnected(String vehicleId) {
        Presence known = presence.get(vehicleId);
        return known != null && known.getState() == PresenceState.PRESENCE_STATE_CONNECTED;
    }

    @Override
    public String show(String vehicleId, String viewId, Duration howLong, Instant now, Instant notAfter) {
        String id = ids.next();
        Command.Builder command = Command.newBuilder()
                .setCommandId(id)
                .setVehicleId(vehicleId)
                .setSender("incident")
                .setIssuedAt(ProtoTime.of(now))
                .setNotAfter(ProtoTime.of(notAfter))
                .setEffectKey("view:" + id)
                .setShowView(ShowView.newBuilder().setViewId(viewId).setSeconds((int) howLong.toSeconds()));
        outbox.append(Topics.VEHICLE_COMMANDS, vehicleId, id, signer.sign(command));
        return id;
    }
}
