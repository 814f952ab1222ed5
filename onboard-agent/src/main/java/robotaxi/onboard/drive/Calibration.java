package robotaxi.onboard.drive;

import java.util.List;

/**
 * A camera as it is built: a pinhole and how its lens bends.
 *
 * @param width pixels
 * @param height pixels
 * @param focalX pixels
 * @param focalY pixels
 * @param centreX pixels
 * @param centreY pixels
 * @param radial coefficients, none for a straight lens
 * @param tangential coefficients, none for a straight lens
 */
public record Calibration(
        String cameraId,
        int width,
        int height,
        double focalX,
        double focalY,
        double centreX,
        double centreY,
        List<Double> radial,
        List<Double> tangential) {
    /** Copies. */
    public Calibration {
        radial = List.copyOf(radial);
        tangential = List.copyOf(tangential);
    }
}
