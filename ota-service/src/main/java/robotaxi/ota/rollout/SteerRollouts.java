package robotaxi.ota.rollout;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.release.Release;

/** What people do with rollouts. */
public final class SteerRollouts {
    private static final String MACHINE = "ota";
    /** Driverless operation asks for two. */
    private static final int APPROVERS = 2;

    private final Rollouts rollouts;
    private final Evidence evidence;
    private final GraveIncidents incidents;
    private final RolloutEvents events;
    private final FollowVehicles vehicles;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** Steers rollouts kept there. */
    public SteerRollouts(
            Rollouts rollouts,
            Evidence evidence,
            GraveIncidents incidents,
            RolloutEvents events,
            FollowVehicles vehicles,
            InstantSource clock,
            Supplier<String> ids) {
        this.rollouts = rollouts;
        this.evidence = evidence;
        this.incidents = incidents;
        this.events = events;
        this.vehicles = vehicles;
        this.clock = clock;
        this.ids = ids;
    }

    /** Begins one, and offers the release to every car at once. */
    public Rollout start(
            Release.Signed release, List<String> vehicleIds, InstallTerms terms, String actor, String reason) {
        var plan = new Rollout.Plan(
                new RolloutId(ids.get()),
                release.content().id().value(),
                clock.instant(),
                actor,
                terms,
                Course.AT_ONCE);
        Rollout rollout = new Rollout.Running(plan, 1);
        if (rollouts.add(rollout, new Selection.Named(vehicleIds)) < vehicleIds.size()) {
            throw new FleetException(RolloutError.VEHICLE_BUSY, "another rollout was faster");
        }
        events.rolloutChanged(rollout, actor, reason);
        vehicles.offerTo(rollout);
        return rollout;
    }

    /**
     * Prepares one that goes through the fleet in waves. It stays where it is until there is evidence, and two people approve.
     *
     * @throws FleetException if no car is free that it fits
     */
    public Rollout prepare(
            Release.Signed release,
            Selection.Fitting selection,
            InstallTerms terms,
            Course course,
            String actor,
            String reason) {
        String releaseId = release.content().id().value();
        var plan = new Rollout.Plan(new RolloutId(ids.get()), releaseId, clock.instant(), actor, terms, course);
        Rollout rollout = new Rollout.InSimulation(plan);
        if (rollouts.add(rollout, selection) == 0) {
            throw new FleetException(RolloutError.TOO_FEW_VEHICLES, "no car is free that the release fits");
        }
        events.rolloutChanged(rollout, actor, reason);
        return passGates(rollout);
    }

    /** Evidence has come: every rollout of the release that waits for it goes on. */
    public void evidenceCame(String releaseId) {
        for (RolloutId id : rollouts.listGated(releaseId)) {
            rollouts.lock(id).ifPresent(this::passGates);
        }
    }

    private Rollout passGates(Rollout rollout) {
        Rollout simulated = pass(rollout, EvidenceKind.SIMULATION, RolloutAct.PASS_SIMULATION);
        return pass(simulated, EvidenceKind.SHADOW, RolloutAct.PASS_SHADOW);
    }

    private Rollout pass(Rollout rollout, EvidenceKind kind, RolloutAct act) {
        Optional<String> shown = evidence.passed(rollout.plan().releaseId(), kind);
        if (shown.isPresent() && act.on(rollout) instanceof RolloutAct.Moved moved) {
            rollouts.save(moved.rollout());
            events.rolloutChanged(moved.rollout(), MACHINE, "evidence " + shown.get());
            return moved.rollout();
        }
        return rollout;
    }

    /**
     * Notes that somebody approves of driving. Nobody approves of a rollout of their own.
     *
     * @throws FleetException if there is no such rollout, or it does not wait for approvals, or it is their own
     */
    public Rollout approve(RolloutId id, String actor) {
        Rollout rollout = rollouts.lock(id).orElseThrow(() -> new FleetException(RolloutError.UNKNOWN, id.value()));
        if (!(rollout instanceof Rollout.Ready)) {
            throw new FleetException(RolloutError.ILLEGAL_ACT, "it waits for no approval", rollout.state(), null);
        }
        if (rollout.plan().createdBy().equals(actor)) {
            throw new FleetException(RolloutError.OWN_APPROVAL, "prepared by " + actor, rollout.state(), null);
        }
        rollouts.approve(id, actor, clock.instant());
        return rollout;
    }

    /**
     * Starts, pauses, resumes or stops one.
     *
     * @throws FleetException if there is no such rollout, or people or reasons are missing
     */
    public RolloutAct.Answer act(RolloutId id, RolloutAct act, String actor, String reason) {
        Rollout current = rollouts.lock(id).orElseThrow(() -> new FleetException(RolloutError.UNKNOWN, id.value()));
        if (act == RolloutAct.START && current instanceof Rollout.Ready) {
            requireStartable(current);
        }
        boolean held = act == RolloutAct.RESUME && !incidents.listHolding(id).isEmpty();
        if (held && current instanceof Rollout.Paused && reason.isBlank()) {
            throw new FleetException(RolloutError.REASON_NEEDED, "it is held for an incident", current.state(), null);
        }
        RolloutAct.Answer answer = act.on(current);
        if (answer instanceof RolloutAct.Moved moved) {
            rollouts.save(moved.rollout());
            events.rolloutChanged(moved.rollout(), actor, reason);
            if (held) {
                incidents.resumed(id, actor, clock.instant());
            }
            switch (moved.rollout()) {
                case Rollout.Stopped stopped -> {
                    vehicles.withdrawActivations(stopped, reason);
                    vehicles.askNoMore(stopped);
                    vehicles.cancel(stopped, rollouts.lockPulling(id), reason);
                }
                case Rollout.RollingBack back -> vehicles.turnAround(back, reason);
                case Rollout other -> vehicles.offerTo(other);
            }
        }
        return answer;
    }

    private void requireStartable(Rollout ready) {
        if (rollouts.listApprovers(ready.plan().id()).size() < APPROVERS) {
            throw new FleetException(
                    RolloutError.NOT_APPROVED, APPROVERS + " people must approve", ready.state(), null);
        }
        for (EvidenceKind kind : EvidenceKind.values()) {
            if (evidence.passed(ready.plan().releaseId(), kind).isEmpty()) {
                throw new FleetException(
                        RolloutError.EVIDENCE_MISSING, "no passed " + kind.wireName(), ready.state(), null);
            }
        }
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

    /**
     * Stops every rollout of a release that was revoked, the prepared ones too.
     *
     * @param rollBack whether cars that run it also get the release before, as far as it is known
     */
    public void stopAllOf(String releaseId, boolean rollBack, String actor, String reason) {
        for (Rollout rollout : rollouts.listOf(releaseId)) {
            RolloutId id = rollout.plan().id();
            if (rollout instanceof Rollout.RollingBack) {
                continue; // it takes the release off the road already
            }
            if (!rollBack || act(id, RolloutAct.ROLL_BACK, actor, reason) instanceof RolloutAct.Refused) {
                act(id, RolloutAct.STOP, actor, reason);
            }
        }
    }
}
