package robotaxi.onboard.door;

/**
 * What the agent wants of the car's body.
 *
 * @param cameraHz frames a second
 * @param driving a mission is under way
 */
public record BodyWish(
        boolean doorsLocked,
        boolean hazardLights,
        boolean horn,
        boolean passengerStop,
        double cameraHz,
        boolean driving) {}
