package robotaxi.onboard.car;

/** Between degrees and the local frame: metres east and north of an origin, on a plane that touches the Earth there. */
public record LocalFrame(double originLatitude, double originLongitude) {
    private static final double METRES_A_DEGREE = 111319.49079327358;

    /** Metres east. */
    public double x(double longitude) {
        return (longitude - originLongitude) * Math.cos(Math.toRadians(originLatitude)) * METRES_A_DEGREE;
    }

    /** Metres north. */
    public double y(double latitude) {
        return (latitude - originLatitude) * METRES_A_DEGREE;
    }

    /** Degrees east. */
    public double longitude(double x) {
        return originLongitude + x / (Math.cos(Math.toRadians(originLatitude)) * METRES_A_DEGREE);
    }

    /** Degrees north. */
    public double latitude(double y) {
        return originLatitude + y / METRES_A_DEGREE;
    }

    /** Degrees clockwise from north of a direction counter-clockwise from east. */
    public static double headingDegrees(double yaw) {
        double degrees = 90 - Math.toDegrees(yaw);
        return (degrees % 360 + 360) % 360;
    }
}
