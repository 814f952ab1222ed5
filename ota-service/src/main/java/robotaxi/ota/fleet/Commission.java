package robotaxi.ota.fleet;

import java.util.List;

/**
 * What the registry says of a car that a release may ask for; a name is empty where it does not say.
 *
 * @param marketId market that it serves
 * @param calibrationId sensor calibration in force
 * @param mapId version of the map that it drives by
 * @param operatingAreaIds areas that it is commissioned for
 */
public record Commission(String marketId, String calibrationId, String mapId, List<String> operatingAreaIds) {
    /** Keeps them as they are. */
    public Commission {
        operatingAreaIds = List.copyOf(operatingAreaIds);
    }
}
