package robotaxi.city.road;

/**
 * East and north metres around an origin, shared with the onboard agent.
 *
 * @param originLatitudeDegrees WGS84, north positive
 * @param originLongitudeDegrees WGS84, east positive
 */
public record LocalFrame(double originLatitudeDegrees, double originLongitudeDegrees) {
    private static final double METRES_PER_DEGREE = 111_319.49079327358;

    /** Metres east of the origin. */
    public double xOf(double longitudeDegrees) {
        return (longitudeDegrees - originLongitudeDegrees) * cosine() * METRES_PER_DEGREE;
    }

    /** Metres north of the origin. */
    public double yOf(double latitudeDegrees) {
        return (latitudeDegrees - originLatitudeDegrees) * METRES_PER_DEGREE;
    }

    /** Degrees of latitude at so many metres north of the origin. */
    public double latitudeOf(double y) {
        return originLatitudeDegrees + y / METRES_PER_DEGREE;
    }

    /** Degrees of longitude at so many metres east of the origin. */
    public double longitudeOf(double x) {
        return originLongitudeDegrees + x / (cosine() * METRES_PER_DEGREE);
    }

    private double cosine() {
        return Math.cos(Math.toRadians(originLatitudeDegrees));
    }
}
