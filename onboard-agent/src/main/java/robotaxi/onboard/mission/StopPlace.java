package robotaxi.onboard.mission;

/**
 * The next good place to stop along a route. The car's route is the centre of its lane and knows neither kerbs nor bays, so a good
 * place is one in the lane where the road is straight: others see the car from afar, and it stands in no turn and no junction.
 */
final class StopPlace {
    private static final double COMFORT_BRAKING = 1.3;
    private static final double REACTION_METRES = 3;
    private static final double SEARCH_METRES = 150;
    private static final double STEP_METRES = 5;
    private static final double STRAIGHT_METRES = 10;
    private static final double STRAIGHT_RADIANS = 0.15;

    private StopPlace() {}

    /**
     * The first place on a stretch that the car can stop at comfortably and that is straight; if there is none within 150 m, the
     * first that it can stop at; if even that is beyond the stretch, the stretch's end, and if it is past that, where it is.
     *
     * @return way from the route's start
     */
    static double next(RouteLine route, double hereMetres, double speed, Area.Stretch stretch) {
        double reached = hereMetres + speed * speed / (2 * COMFORT_BRAKING) + REACTION_METRES;
        double first = Math.max(reached, stretch.fromMetres());
        double last = Math.min(stretch.toMetres(), route.lengthMetres());
        for (double s = first; s <= Math.min(last, first + SEARCH_METRES); s += STEP_METRES) {
            if (isStraight(route, s)) {
                return s;
            }
        }
        return Math.max(hereMetres, Math.min(first, last));
    }

    private static boolean isStraight(RouteLine route, double s) {
        double heading = route.headingAt(s);
        return Math.abs(turn(heading, route.headingAt(s - STRAIGHT_METRES))) < STRAIGHT_RADIANS
                && Math.abs(turn(heading, route.headingAt(s + STRAIGHT_METRES))) < STRAIGHT_RADIANS;
    }

    private static double turn(double a, double b) {
        return Math.IEEEremainder(a - b, 2 * Math.PI);
    }
}
