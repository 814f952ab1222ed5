package robotaxi.onboard.supervisor;

/** A rectangle on the ground: its middle, and half of its measures, metres. */
record Footprint(Pose2 middle, double halfLength, double halfWidth) {
    private static final double MIDDLE_METRES =
            (VehicleShape.REAR_AXLE_TO_FRONT_METRES - VehicleShape.REAR_AXLE_TO_REAR_METRES) / 2;
    private static final double HALF_LENGTH_METRES =
            (VehicleShape.REAR_AXLE_TO_FRONT_METRES + VehicleShape.REAR_AXLE_TO_REAR_METRES) / 2;

    /** Our car with its rear axle there, so much larger at both ends and both sides. */
    static Footprint ofCar(Pose2 rearAxle, double endMargin, double sideMargin) {
        return new Footprint(
                new Pose2(rearAxle.toX(MIDDLE_METRES, 0), rearAxle.toY(MIDDLE_METRES, 0), rearAxle.yaw()),
                HALF_LENGTH_METRES + endMargin,
                VehicleShape.HALF_WIDTH_METRES + sideMargin);
    }

    /** Two rectangles are apart if one of their sides has the other wholly beyond it. */
    boolean touches(Footprint other) {
        return reaches(other) && other.reaches(this);
    }

    private boolean reaches(Footprint other) {
        double cosine = Math.abs(Math.cos(middle.yaw() - other.middle.yaw()));
        double sine = Math.abs(Math.sin(middle.yaw() - other.middle.yaw()));
        return Math.abs(middle.ahead(other.middle.x(), other.middle.y()))
                        < halfLength + other.halfLength * cosine + other.halfWidth * sine
                && Math.abs(middle.left(other.middle.x(), other.middle.y()))
                        < halfWidth + other.halfLength * sine + other.halfWidth * cosine;
    }
}
