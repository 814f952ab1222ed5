package robotaxi.city.road;

/**
 * A place and a direction in local metres.
 *
 * @param x metres east
 * @param y metres north
 * @param heading radians, counter-clockwise from east
 */
public record Pose(double x, double y, double heading) {

    /** How far ahead of this pose a point lies, metres. */
    public double aheadOf(double px, double py) {
        return (px - x) * Math.cos(heading) + (py - y) * Math.sin(heading);
    }

    /** How far left of this pose a point lies, metres. */
    public double leftOf(double px, double py) {
        return (py - y) * Math.cos(heading) - (px - x) * Math.sin(heading);
    }

    /** The pose that lies so far ahead and left of this one, with its heading turned. */
    public Pose moved(double ahead, double left, double turned) {
        double cos = Math.cos(heading);
        double sin = Math.sin(heading);
        return new Pose(x + ahead * cos - left * sin, y + ahead * sin + left * cos, heading + turned);
    }

    /** Straight distance to a point, metres. */
    public double distanceTo(double px, double py) {
        return Math.hypot(px - x, py - y);
    }

    /** An angle brought into -pi to pi. */
    public static double wrapped(double radians) {
        return Math.IEEEremainder(radians, 2 * Math.PI);
    }

    /** Where a car's rear axle is after it has rolled so many metres and turned so many radians evenly on the way. */
    public Pose rolled(double metres, double turned) {
        double middle = heading + turned / 2;
        return new Pose(x + metres * Math.cos(middle), y + metres * Math.sin(middle), wrapped(heading + turned));
    }
}
