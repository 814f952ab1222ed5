package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.release.v1.RolloutEvent;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.ota.release.MakeGeneral;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutEvents;
import robotaxi.ota.rollout.VehicleUpdate;

/** Rollout events by the outbox, keyed by release. */
@ApplicationScoped
class OutboxRolloutEvents implements RolloutEvents {
    private final Outbox outbox;
    private final MakeGeneral makeGeneral;
    private final Ids ids;
    private final InstantSource clock;

    @Inject
    OutboxRolloutEvents(Outbox outbox, MakeGeneral makeGeneral, Ids ids, InstantSource clock) {
        this.outbox = outbox;
        this.makeGeneral = makeGeneral;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void rolloutChanged(Rollout rollout, String actor, String detail) {
        outbox.append(List.of(event(event(rollout).setActor(actor).setDetail(detail))));
    }

    @Override
    public void fleetReached(Rollout rollout) {
        String detail = "rollout " + rollout.plan().id().value() + " came through its last wave";
        makeGeneral.handle(ReleaseId.parse(rollout.plan().releaseId()), "ota", detail);
    }

    @Override
    public void vehiclesChanged(Rollout rollout, List<VehicleUpdate> updates) {
        outbox.append(updates.stream().map(update -> event(rollout, update)).toList());
    }

    private Outbox.Event event(Rollout rollout, VehicleUpdate update) {
        String detail = update.code().isEmpty() ? update.detail() : update.code() + ": " + update.detail();
        return event(event(rollout)
                .setVehicleId(update.vehicleId())
                .setVehicleState(update.state().wireName())
                .setActor("ota")
                .setDetail(detail));
    }

    private RolloutEvent.Builder event(Rollout rollout) {
        return RolloutEvent.newBuilder()
                .setEventId(ids.next())
                .setRolloutId(rollout.plan().id().value())
                .setReleaseId(rollout.plan().releaseId())
                .setTime(ProtoTime.of(clock.instant()))
                .setState(rollout.state());
    }

    private static Outbox.Event event(RolloutEvent.Builder event) {
        return new Outbox.Event(Topics.ROLLOUT_EVENTS, event.getReleaseId(), event.getEventId(), event.build());
    }
}
