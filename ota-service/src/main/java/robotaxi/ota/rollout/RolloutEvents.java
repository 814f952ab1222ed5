package robotaxi.ota.rollout;

/** Tells the rest of the fleet, in the transaction under way. */
public interface RolloutEvents {
    /** The rollout itself moved. */
    void rolloutChanged(Rollout rollout, String actor, String detail);

    /** A car in it moved. */
    void vehicleChanged(Rollout rollout, VehicleUpdate update);
}
