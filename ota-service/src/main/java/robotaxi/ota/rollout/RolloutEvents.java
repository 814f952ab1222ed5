package robotaxi.ota.rollout;

import java.util.List;

/** Tells the rest of the fleet, in the transaction under way. */
public interface RolloutEvents {
    /** The rollout itself moved. */
    void rolloutChanged(Rollout rollout, String actor, String detail);

    /** Cars in it moved. */
    void vehiclesChanged(Rollout rollout, List<VehicleUpdate> updates);
}
