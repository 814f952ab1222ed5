package robotaxi.ota.rollout;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.release.Release;

/** What people do with rollouts. */
public final class SteerRollouts {
    private final Rollouts rollouts;
    private final RolloutEvents events;
    private final FollowVehicles vehicles;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** Steers rollouts kept there. */
    public SteerRollouts(
            Rollouts rollouts,
            RolloutEvents events,
            FollowVehicles vehicles,
            InstantSource clock,
            Supplier<String> ids) {
        this.rollouts = rollouts;
        this.events = events;
        this.vehicles = vehicles;
        this.clock = clock;
        this.ids = ids;
    }

    /** Begins one, and offers the release to every car at once. */
    public Rollout start(Release.Signed release, List<String> vehicleIds, String actor, String reason) {
        var plan = new Rollout.Plan(
                new RolloutId(ids.get()), release.content().id().value(), clock.instant(), actor);
        Rollout rollout = new Rollout.Running(plan);
        rollouts.add(
                rollout,
                vehicleIds.stream()
                        .map(id -> VehicleUpdate.eligible(id, clock.instant()))
                        .toList());
        events.rolloutChanged(rollout, actor, reason);
        vehicles.offerTo(rollout);
        return rollout;
    }

    /** Pauses, resumes or stops one. */
    public RolloutAct.Answer act(RolloutId id, RolloutAct act, String actor, String reason) {
        Rollout current = rollouts.lock(id).orElseThrow(() -> new FleetException(RolloutError.UNKNOWN, id.value()));
        RolloutAct.Answer answer = act.on(current);
        if (answer instanceof RolloutAct.Moved moved) {
            rollouts.save(moved.rollout());
            events.rolloutChanged(moved.rollout(), actor, reason);
            if (moved.rollout() instanceof Rollout.Stopped) {
                vehicles.giveBackUnused(moved.rollout());
            } else {
                vehicles.offerTo(moved.rollout());
            }
        }
        return answer;
    }

    /** Stops every rollout of a release that was revoked. */
    public void stopAllOf(String releaseId, String actor, String reason) {
        for (RolloutId id : rollouts.listLive()) {
            if (rollouts.find(id)
                    .filter(r -> r.plan().releaseId().equals(releaseId))
                    .isPresent()) {
                act(id, RolloutAct.STOP, actor, reason);
            }
        }
    }
}
