package robotaxi.ota.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cars that the update service knows. */
public interface Fleet {
    /** One car. */
    Optional<FleetVehicle> find(String vehicleId);

    /** Those of these cars that are known, by id. */
    Map<String, FleetVehicle> find(List<String> vehicleIds);

    /** All cars by id. */
    List<FleetVehicle> list();

    /** The registry spoke. */
    void register(String vehicleId, String hardwareId);

    /** The link's state; a lower session epoch than the one known is ignored. */
    void presence(String vehicleId, boolean connected, long sessionEpoch);

    /** The car said what it runs; nothing is written unless that is news. */
    void running(String vehicleId, String releaseId, Instant seenAt);

    /** Many known cars said so at once. */
    void running(List<String> vehicleIds, String releaseId, Instant seenAt);
}
