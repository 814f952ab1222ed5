package robotaxi.onboard.door;

/** What the agent wants of the car's body. */
public record BodyWish(
        boolean doorsLocked, boolean hazardLights, boolean horn, boolean passengerStop, double cameraHz) {}
