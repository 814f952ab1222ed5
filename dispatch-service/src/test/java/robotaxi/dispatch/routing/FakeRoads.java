package robotaxi.dispatch.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** One straight two-way street from west to east: a corner every 100 m, ten seconds from one to the next. */
public final class FakeRoads implements Roads {
    private static final int CORNERS = 50;
    private static final int STEP_MILLIS = 10_000;
    private static final double STEP_METRES = 100;
    private static final double STEP_DEGREES = 0.001_25;
    private static final double LATITUDE = 43.73;
    private static final double WEST_END = 7.40;

    private RoadGraph graph = street(CORNERS - 1);
    private boolean closed;

    private static RoadGraph street(int steps) {
        int[] west = IntStream.range(0, steps).toArray();
        int[] east = IntStream.rangeClosed(1, steps).toArray();
        return RoadGraph.of(
                CORNERS,
                IntStream.concat(Arrays.stream(west), Arrays.stream(east)).toArray(),
                IntStream.concat(Arrays.stream(east), Arrays.stream(west)).toArray(),
                IntStream.range(0, 2 * steps).map(_ -> STEP_MILLIS).toArray());
    }

    /** From now on the street ends at a corner. */
    public void cut(int corner) {
        graph = street(corner);
    }

    /** A corner of the street. */
    public static Place corner(int number) {
        return new Place(LATITUDE, WEST_END + number * STEP_DEGREES);
    }

    /** From now on no way is found. */
    public void close() {
        closed = true;
    }

    @Override
    public RoadGraph graph() {
        return graph;
    }

    @Override
    public OptionalInt snap(Place place) {
        int nearest = (int) Math.round((place.longitude() - WEST_END) / STEP_DEGREES);
        boolean isNear = nearest >= 0 && nearest < CORNERS && place.distanceMetresTo(corner(nearest)) <= 300;
        return isNear ? OptionalInt.of(nearest) : OptionalInt.empty();
    }

    @Override
    public Optional<Length> measure(Place from, Place to) {
        return find(from, Double.NaN, to).map(way -> new Length(way.distanceMetres(), way.durationSeconds()));
    }

    @Override
    public Place placeOf(int node) {
        return corner(node);
    }

    @Override
    public Optional<Route> find(Place from, double headingDegrees, Place to) {
        OptionalInt start = snap(from);
        OptionalInt end = snap(to);
        if (closed || start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        int steps = Math.max(1, Math.abs(start.getAsInt() - end.getAsInt()));
        return Optional.of(new Route(
                List.of(corner(start.getAsInt()), corner(end.getAsInt())),
                List.of(10.0),
                steps * STEP_METRES,
                steps * STEP_MILLIS / 1_000.0));
    }

    @Override
    public boolean covers(Place place) {
        return snap(place).isPresent();
    }
}
