package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.release.v1.RolloutEvent;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.ota.director.Directions;
import robotaxi.ota.release.MakeGeneral;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutEvents;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;

/** Rollout events into the rollout's own record and by the outbox, keyed by release; the director hears of every end at once. */
@ApplicationScoped
class OutboxRolloutEvents implements RolloutEvents {
    private static final Set<VehicleState> GIVEN_UP =
            EnumSet.of(VehicleState.CANCELLED, VehicleState.FAILED, VehicleState.ROLLED_BACK);

    private final Outbox outbox;
    private final RolloutChanges changes;
    private final Directions directions;
    private final MakeGeneral makeGeneral;
    private final Ids ids;
    private final InstantSource clock;

    @Inject
    OutboxRolloutEvents(
            Outbox outbox,
            RolloutChanges changes,
            MakeGeneral makeGeneral,
            Directions directions,
            Ids ids,
            InstantSource clock) {
        this.outbox = outbox;
        this.changes = changes;
        this.makeGeneral = makeGeneral;
        this.directions = directions;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void rolloutChanged(Rollout rollout, String actor, String detail) {
        if (rollout instanceof Rollout.Stopped) {
            directions.withdrawAll(rollout.plan().id().value());
        }
        changes.add(rollout, clock.instant(), actor, detail);
        outbox.append(List.of(event(event(rollout).setActor(actor).setDetail(detail))));
    }

    @Override
    public void fleetReached(Rollout rollout) {
        String detail = "rollout " + rollout.plan().id().value() + " came through its last wave";
        makeGeneral.handle(ReleaseId.parse(rollout.plan().releaseId()), "ota", detail);
    }

    @Override
    public void vehiclesChanged(Rollout rollout, List<VehicleUpdate> updates) {
        List<String> givenUp = updates.stream()
                .filter(update -> !update.pulls() && GIVEN_UP.contains(update.state()))
                .map(VehicleUpdate::vehicleId)
                .toList();
        if (!givenUp.isEmpty()) {
            directions.withdraw(rollout.plan().id().value(), givenUp);
        }
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
