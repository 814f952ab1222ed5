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

    /** Somebody said what it is: its hardware alone. */
    void register(String vehicleId, String hardwareId);

    /** The registry spoke. */
    void register(String vehicleId, String hardwareId, Commission commission);

    /** How known cars stand, many at once. */
    void stands(List<Condition> conditions);

    /**
     * How a car stood when it last told.
     *
     * @param agentVersion of the program on it, or empty when it did not say
     */
    record Condition(String vehicleId, String agentVersion, double chargePercent, double odometerMetres) {}

    /** The link's state; a lower session epoch than the one known is ignored. */
    void presence(String vehicleId, boolean connected, long sessionEpoch);

    /** The car said what it runs; nothing is written unless that is news. */
    void running(String vehicleId, String releaseId, Instant seenAt);

    /** Many known cars said so at once. */
    void running(List<String> vehicleIds, String releaseId, Instant seenAt);
}
