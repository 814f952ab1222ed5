package robotaxi.city.fleet;

/**
 * What the onboard agent wants of a car's body.
 *
 * @param doorsLocked lock or unlock the doors
 * @param hazardLights hazard lights on
 * @param passengerStop a rider is expected to get in or out here
 * @param cameraHz wanted camera frames a second
 * @param driving a mission is under way
 */
public record Wishes(
        boolean doorsLocked, boolean hazardLights, boolean passengerStop, double cameraHz, boolean driving) {
    /** What holds until an agent says otherwise. */
    public static final Wishes NONE = new Wishes(true, false, false, 0, false);
}
