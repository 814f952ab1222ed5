package robotaxi.onboard.door;

import java.util.List;
import robotaxi.onboard.model.Eyes;

/**
 * What the agent wants of the car's body.
 *
 * @param cameraHz frames a second
 * @param driving a mission is under way
 * @param cameras that take pictures for the model; none: the front wide one, as the car records it
 */
public record BodyWish(
        boolean doorsLocked,
        boolean hazardLights,
        boolean horn,
        boolean passengerStop,
        double cameraHz,
        boolean driving,
        List<Eyes.WantedCamera> cameras) {
    /** Copies. */
    public BodyWish {
        cameras = List.copyOf(cameras);
    }
}
