package robotaxi.ota.trust;

import java.util.Optional;

/**
 * What the director wants one car to run.
 *
 * @param vehicleId the car
 * @param hardwareId of the computer that drives it
 * @param rolloutId that brings it, or empty
 * @param releaseId that it belongs to, or empty
 * @param file as the image repository lists it; none if the car is to stay as it is
 */
public record Direction(
        String vehicleId, String hardwareId, String rolloutId, String releaseId, Optional<TargetFile> file) {
    /** The car is to stay as it is. */
    public static Direction none(String vehicleId, String hardwareId) {
        return new Direction(vehicleId, hardwareId, "", "", Optional.empty());
    }

    /** The serial of the one computer that models are for. */
    public String ecuSerial() {
        return ecuSerial(vehicleId);
    }

    /** The serial that the fleet gives to the computer that drives a car. */
    public static String ecuSerial(String vehicleId) {
        return vehicleId + ".drive";
    }
}
