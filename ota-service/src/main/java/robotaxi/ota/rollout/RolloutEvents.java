package robotaxi.ota.rollout;

import java.util.List;

/** Tells the rest of the fleet, in the transaction under way. */
public interface RolloutEvents {
    /** The rollout itself moved. */
    void rolloutChanged(Rollout rollout, String actor, String detail);

    /** It came through its last wave: the fleet runs its release. */
    void fleetReached(Rollout rollout);

    /** Cars in it moved. */
    void vehiclesChanged(Rollout rollout, List<VehicleUpdate> updates);
}
