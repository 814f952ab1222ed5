package robotaxi.ota.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A car as the update service sees it.
 *
 * @param vehicleId fleet id
 * @param hardwareId decides which artifacts fit; empty while the registry has not told
 * @param connected whether its link is up
 * @param runningReleaseId release that drives, or null when it never said
 * @param runningSince when it was first seen with that release
 */
public record FleetVehicle(
        String vehicleId,
        String hardwareId,
        boolean connected,
        @Nullable String runningReleaseId,
        @Nullable Instant runningSince) {}
