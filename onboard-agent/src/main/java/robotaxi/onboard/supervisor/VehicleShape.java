package robotaxi.onboard.supervisor;

/** Measures of the car, metres. */
public final class VehicleShape {
    /** From the rear axle to the front bumper. */
    public static final double REAR_AXLE_TO_FRONT_METRES = 3.8;

    /** From the rear axle to the rear bumper. */
    public static final double REAR_AXLE_TO_REAR_METRES = 1.0;

    /** Half the width. */
    public static final double HALF_WIDTH_METRES = 0.95;

    private VehicleShape() {}
}
