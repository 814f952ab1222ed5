package robotaxi.ota.record;

import java.time.Instant;

/**
 * The release that a car is meant to run and does not.
 *
 * @param state of the car's newest update
 * @param rolloutState of the rollout that it belongs to
 * @param code of the car's last word, empty if it gave none
 */
public record Target(
        String vehicleId,
        String releaseId,
        String rolloutId,
        String rolloutState,
        String state,
        Instant since,
        String code,
        String detail) {}
