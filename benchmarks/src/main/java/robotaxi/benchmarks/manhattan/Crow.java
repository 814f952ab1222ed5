package robotaxi.benchmarks.manhattan;

/** Distance as the crow flies, between the ends of links. */
final class Crow {
    private static final double METRES_PER_DEGREE = 111_195;

    private Crow() {}

    static double metres(Streets streets, int from, int to) {
        double latitude = streets.latitude(streets.target(from));
        double dy = latitude - streets.latitude(streets.target(to));
        double dx = streets.longitude(streets.target(from)) - streets.longitude(streets.target(to));
        return METRES_PER_DEGREE * Math.hypot(dy, dx * Math.cos(Math.toRadians(latitude)));
    }
}
