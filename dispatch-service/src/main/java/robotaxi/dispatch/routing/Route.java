package robotaxi.dispatch.routing;

import java.util.List;

/**
 * A way along roads, in driving order.
 *
 * @param points centre of the driven lane, at least two
 * @param speedLimitsMetresPerSecond from point i to i+1, one fewer than points
 * @param distanceMetres length
 * @param durationSeconds expected driving time
 */
public record Route(
        List<Place> points, List<Double> speedLimitsMetresPerSecond, double distanceMetres, double durationSeconds) {
    /** Copies, so that nobody changes a route. */
    public Route {
        points = List.copyOf(points);
        speedLimitsMetresPerSecond = List.copyOf(speedLimitsMetresPerSecond);
        if (points.size() < 2 || speedLimitsMetresPerSecond.size() != points.size() - 1) {
            throw new IllegalArgumentException("A route has at least two points and a limit between each pair");
        }
    }
}
