package robotaxi.onboard.supervisor;

/** A pose on the ground: metres east and north of the origin, radians counter-clockwise from east. */
public record Pose2(double x, double y, double yaw) {

    /** East of the origin of a point given ahead and left of this pose. */
    public double toX(double ahead, double left) {
        return x + ahead * Math.cos(yaw) - left * Math.sin(yaw);
    }

    /** North of the origin of a point given ahead and left of this pose. */
    public double toY(double ahead, double left) {
        return y + ahead * Math.sin(yaw) + left * Math.cos(yaw);
    }

    /** How far ahead of this pose a place is. */
    public double ahead(double px, double py) {
        return (px - x) * Math.cos(yaw) + (py - y) * Math.sin(yaw);
    }

    /** How far left of this pose a place is. */
    public double left(double px, double py) {
        return -(px - x) * Math.sin(yaw) + (py - y) * Math.cos(yaw);
    }

    /** An angle brought into (-pi, pi]. */
    public static double wrapped(double radians) {
        return Math.atan2(Math.sin(radians), Math.cos(radians));
    }
}
