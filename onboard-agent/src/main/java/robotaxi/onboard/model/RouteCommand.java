package robotaxi.onboard.model;

/** What a route says a driver is to do next, by AlpaSim's own rule: the first waypoint that is 5 m away decides. */
public enum RouteCommand {
    /** It lies more than 2 m to the left. */
    LEFT,
    /** It lies ahead, or nothing is known. */
    STRAIGHT,
    /** It lies more than 2 m to the right. */
    RIGHT;

    private static final double FROM_METRES = 5;
    private static final double ASIDE_METRES = 2;

    /** Of [20, 2] waypoints. */
    public static RouteCommand of(float[] route) {
        for (int i = 0; i + 1 < route.length; i += 2) {
            if (Math.hypot(route[i], route[i + 1]) >= FROM_METRES) {
                return route[i + 1] > ASIDE_METRES ? LEFT : route[i + 1] < -ASIDE_METRES ? RIGHT : STRAIGHT;
            }
        }
        return STRAIGHT;
    }
}
