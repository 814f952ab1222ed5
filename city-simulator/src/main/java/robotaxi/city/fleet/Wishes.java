package robotaxi.city.fleet;

import java.util.List;

/**
 * What the onboard agent wants of a car's body.
 *
 * @param doorsLocked lock or unlock the doors
 * @param hazardLights hazard lights on
 * @param passengerStop a rider is expected to get in or out here
 * @param cameraHz wanted camera frames a second
 * @param driving a mission is under way
 * @param cameras that take pictures for the model; none: the front wide one as the car records it
 */
public record Wishes(
        boolean doorsLocked,
        boolean hazardLights,
        boolean passengerStop,
        double cameraHz,
        boolean driving,
        List<WantedCamera> cameras) {
    /** What holds until an agent says otherwise. */
    public static final Wishes NONE = new Wishes(true, false, false, 0, false);

    /** Copies. */
    public Wishes {
        cameras = List.copyOf(cameras);
    }

    /** With the one camera that every car records. */
    public Wishes(boolean doorsLocked, boolean hazardLights, boolean passengerStop, double cameraHz, boolean driving) {
        this(doorsLocked, hazardLights, passengerStop, cameraHz, driving, List.of());
    }
}
