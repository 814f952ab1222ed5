package robotaxi.ota.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * A grave incident holds the rollouts of the release that drove, at once and each of them once: only a person lets one go on, and
 * nothing that becomes of the incident later does, or holds it again. In one transaction.
 */
public final class HoldForIncident {
    private static final String MACHINE = "ota";

    private final Rollouts rollouts;
    private final GraveIncidents incidents;
    private final RolloutEvents events;
    private final FollowVehicles vehicles;

    /** Holds rollouts kept there. */
    public HoldForIncident(Rollouts rollouts, GraveIncidents incidents, RolloutEvents events, FollowVehicles vehicles) {
        this.rollouts = rollouts;
        this.incidents = incidents;
        this.events = events;
        this.vehicles = vehicles;
    }

    /** Answers the rollouts that it holds by this. One that is paused already has one more reason to be. */
    public List<Rollout> handle(String releaseId, GraveIncident incident) {
        List<Rollout> held = new ArrayList<>();
        for (Rollout known : rollouts.listOf(releaseId)) {
            RolloutId id = known.plan().id();
            if (known.live()) {
                rollouts.lock(id)
                        .filter(rollout -> rollout instanceof Rollout.Running || rollout instanceof Rollout.Paused)
                        .filter(_ -> incidents.add(id, incident))
                        .map(rollout -> hold(rollout, incident.inWords()))
                        .ifPresent(held::add);
            }
        }
        return held;
    }

    private Rollout hold(Rollout rollout, String why) {
        Rollout paused = RolloutAct.PAUSE.on(rollout) instanceof RolloutAct.Moved moved ? moved.rollout() : rollout;
        rollouts.save(paused);
        events.rolloutChanged(paused, MACHINE, why);
        vehicles.withdrawActivations(paused, why);
        return paused;
    }
}
