package robotaxi.ota.rollout;

import java.util.Map;

/** Whether cars may be taken out of service for a while. */
public interface TakingCars {
    /**
     * How many cars of each market may be taken now; a market that is missing has no bound.
     *
     * @param urgent whether it is to bring a release off the road: that waits for no hour
     */
    Map<String, Long> room(boolean urgent);

    /** Whether dispatch may be asked for this car now. */
    boolean mayAsk(boolean urgent, String vehicleId);

    /** Whether this car may be taken. Until the transaction ends nobody else takes one where it serves. */
    boolean take(boolean urgent, String vehicleId);
}
