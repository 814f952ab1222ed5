package robotaxi.ota.record;

import java.time.Instant;
import java.util.List;

/**
 * The release that a car is meant to run and does not.
 *
 * @param releaseId what it is meant to run: of a car on its way back, the release before
 * @param state of the car's newest update
 * @param rolloutState of the rollout that it belongs to
 * @param code of the car's last word, empty if it gave none
 * @param waitsFor what stands between it and its next step, one sentence's end each; empty when nothing but time does
 */
public record Target(
        String vehicleId,
        String releaseId,
        String rolloutId,
        String rolloutState,
        String state,
        Instant since,
        String code,
        String detail,
        List<String> waitsFor) {}
