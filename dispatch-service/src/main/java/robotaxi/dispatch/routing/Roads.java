package robotaxi.dispatch.routing;

import java.util.Optional;
import java.util.OptionalInt;

/** Port: the city's roads. */
public interface Roads {
    /** The graph for many-to-many travel times. */
    RoadGraph graph();

    /** The graph node nearest to a place by car, or nothing if no road is within 300 m. */
    OptionalInt snap(Place place);

    /** Where a graph node is. */
    Place placeOf(int node);

    /**
     * The fastest way for a car.
     *
     * @param headingDegrees clockwise from north, of a car that stands at {@code from}; NaN if it does not matter
     */
    Optional<Route> find(Place from, double headingDegrees, Place to);

    /**
     * How long a way is.
     *
     * @param durationSeconds expected driving time
     */
    record Length(double distanceMetres, double durationSeconds) {}

    /** The length of the fastest way, for which nobody has to draw it. */
    Optional<Length> measure(Place from, Place to);

    /** Whether we drive there: inside the operating area. */
    boolean covers(Place place);
}
