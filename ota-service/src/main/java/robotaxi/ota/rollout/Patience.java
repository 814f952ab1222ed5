package robotaxi.ota.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a car may be silent in each state before it counts as lost, and how often dispatch is asked.
 *
 * @param offered after the offer
 * @param downloading without progress
 * @param staged before it waits
 * @param waiting for a safe moment
 * @param activating from the switch on
 * @param trial of the new model
 * @param askAgain between two requests for the same car
 * @param activation that a hold must at least leave for a switch to be ordered
 * @param leastChargePercent of the battery of a car that is to switch
 */
public record Patience(
        Duration offered,
        Duration downloading,
        Duration staged,
        Duration waiting,
        Duration activating,
        Duration trial,
        Duration askAgain,
        Duration activation,
        int leastChargePercent) {
    /** When silence in the state begins to count as loss, or null for never. */
    public @Nullable Instant deadline(VehicleState state, Instant now) {
        return switch (state) {
            case OFFERED -> now.plus(offered);
            case DOWNLOADING -> now.plus(downloading);
            case STAGED -> now.plus(staged);
            case WAITING_FOR_SAFE_MOMENT -> now.plus(waiting);
            case ACTIVATING -> now.plus(activating);
            case TRIAL -> now.plus(trial);
            case ELIGIBLE, COMMITTED, ROLLED_BACK, FAILED, CANCELLED, LOST -> null;
        };
    }
}
