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
    public Rollout start(
            Release.Signed release, List<String> vehicleIds, InstallTerms terms, String actor, String reason) {
        var plan = new Rollout.Plan(
                new RolloutId(ids.get()), release.content().id().value(), clock.instant(), actor, terms);
        Rollout rollout = new Rollout.Running(plan);
        rollouts.add(rollout, vehicleIds);
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
                vehicles.cancel(moved.rollout(), rollouts.lockPulling(id), reason);
            } else {
                vehicles.offerTo(moved.rollout());
            }
        }
        return answer;
    }

    /**
     * Takes the update from one car. A device that has begun is asked, and may refuse; one that was asked before is given up without
     * its word if {@code force} is set. Our own car's order is out once it was offered, and stays.
     *
     * @throws FleetException if there is no such car in the rollout
     */
    public Cancelling cancel(RolloutId id, String vehicleId, boolean force, String actor, String reason) {
        RolloutCar known = rollouts.lockVehicle(id, vehicleId)
                .orElseThrow(() -> new FleetException(RolloutError.VEHICLE_UNKNOWN, vehicleId));
        VehicleUpdate car = known.car();
        DeviceAction action = car.action();
        boolean possible = !car.state().ended() && (action != null || car.state() == VehicleState.ELIGIBLE);
        boolean asked = action != null && action.cancelling();
        if (!possible || asked != force) {
            return new Cancelling.Refused(car);
        }
        if (asked) {
            vehicles.report(known, VehicleState.CANCELLED, "rollout.cancelled", actor + ": " + reason);
        } else {
            vehicles.cancel(known.rollout(), List.of(car), actor + ": " + reason);
        }
        return new Cancelling.Done();
    }

    /** The answer to a cancellation. */
    public sealed interface Cancelling {
        /** The update is cancelled, or the device is asked. */
        record Done() implements Cancelling {}

        /** It cannot be; this is the car as it stands. */
        record Refused(VehicleUpdate car) implements Cancelling {}
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
