package robotaxi.city.view;

import java.util.List;

/**
 * A level pinhole camera on the car.
 *
 * @param id its logical name
 * @param yaw where it looks, radians to the left
 * @param halfAngle half its angle of view across, radians
 */
public record Camera(String id, double yaw, double halfAngle) {
    /** Above the ground, metres. */
    public static final double HEIGHT_METRES = 1.5;
    /** In front of the rear axle, metres. */
    public static final double AHEAD_OF_REAR_AXLE_METRES = 1.7;

    /** The cameras of a car in the order in which the driving model takes them. */
    public static final List<Camera> RIG = List.of(
            new Camera("camera_cross_left_120fov", Math.toRadians(55), Math.toRadians(60)),
            new Camera("camera_front_wide_120fov", 0, Math.toRadians(60)),
            new Camera("camera_cross_right_120fov", Math.toRadians(-55), Math.toRadians(60)),
            new Camera("camera_front_tele_30fov", 0, Math.toRadians(15)));

    /** Focal length of a picture that is so many pixels wide, pixels. */
    public double focalPixels(int width) {
        return width / 2.0 / Math.tan(halfAngle);
    }
}
