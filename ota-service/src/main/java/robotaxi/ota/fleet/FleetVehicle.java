package robotaxi.ota.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A car as the update service sees it.
 *
 * @param vehicleId fleet id
 * @param hardwareId decides which artifacts fit; empty while the registry has not told
 * @param marketId market that it serves, empty while the registry has not told
 * @param calibrationId sensor calibration in force, empty while the registry has not told
 * @param agentVersion of the program on it, or null when it never said
 * @param chargePercent of its battery when it last told, or null
 * @param odometerMetres when it last told, or null
 * @param connected whether its link is up
 * @param runningReleaseId release that drives, or null when it never said
 * @param runningSince when it was first seen with that release
 */
public record FleetVehicle(
        String vehicleId,
        String hardwareId,
        String marketId,
        String calibrationId,
        @Nullable String agentVersion,
        @Nullable Double chargePercent,
        @Nullable Double odometerMetres,
        boolean connected,
        @Nullable String runningReleaseId,
        @Nullable Instant runningSince) {}
