package robotaxi.ota.director;

import java.time.Instant;
import java.util.OptionalLong;

/** What cars said of themselves. */
public interface Manifests {
    /** Keeps others from taking a manifest of the car; its highest counter, or empty if the registry does not know the car. */
    OptionalLong lockCounter(String vehicleId);

    /** Keeps the newest. */
    void keep(VehicleManifest manifest, Instant now);
}
