package robotaxi.dispatch.routing.adapter;

import com.graphhopper.ResponsePath;
import com.graphhopper.routing.ev.BooleanEncodedValue;
import com.graphhopper.routing.ev.MaxSpeed;
import com.graphhopper.storage.BaseGraph;
import com.graphhopper.util.EdgeIteratorState;
import com.graphhopper.util.PointList;
import com.graphhopper.util.details.PathDetail;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Route;

/** Makes of a way that was found the lane that a car drives, with what it may drive there at most. */
final class RouteDrawing {
    private static final double DEFAULT_SPEED_METRES_PER_SECOND = 13.9;
    private static final double SLOWEST_LIMIT_METRES_PER_SECOND = 4;
    private static final double DEGREES_A_METRE = 1 / 111_319.490_793_273_58;

    private final BaseGraph graph;
    private final BooleanEncodedValue access;
    private final String mapSpeed;

    /**
     * A drawing.
     *
     * @param mapSpeed name of the speed that the map expects; not the one seen, or cars would keep to a jam's speed after it
     */
    RouteDrawing(BaseGraph graph, BooleanEncodedValue access, String mapSpeed) {
        this.graph = graph;
        this.access = access;
        this.mapSpeed = mapSpeed;
    }

    /** What a path must tell to be drawn. */
    List<String> details() {
        return List.of("edge_key", mapSpeed, MaxSpeed.KEY, BarredRoads.KEY);
    }

    Route lane(ResponsePath path) {
        PointList points = path.getPoints();
        double[] limit = new double[points.size() - 1];
        boolean[] twoWay = new boolean[points.size() - 1];
        Map<String, List<PathDetail>> details = path.getPathDetails();
        each(details, mapSpeed, (i, value) -> limit[i] = value instanceof Number kmh ? kmh.doubleValue() / 3.6 : 0);
        each(details, MaxSpeed.KEY, (i, value) -> {
            if (value instanceof Number kmh && !Double.isInfinite(kmh.doubleValue()) && kmh.doubleValue() > 0) {
                limit[i] = Math.min(kmh.doubleValue() / 3.6, Math.max(limit[i], DEFAULT_SPEED_METRES_PER_SECOND));
            }
        });
        each(details, "edge_key", (i, value) -> twoWay[i] = value instanceof Number key && isTwoWay(key.intValue()));
        for (int i = 0; i < limit.length; i++) {
            limit[i] = Math.max(limit[i], SLOWEST_LIMIT_METRES_PER_SECOND);
        }
        LaneGeometry lane = LaneGeometry.of(points, limit, twoWay);
        return new Route(lane.points(), lane.limits(), lane.distanceMetres(), path.getTime() / 1_000.0);
    }

    private static void each(
            Map<String, List<PathDetail>> details, String name, BiConsumer<Integer, @Nullable Object> action) {
        for (PathDetail detail : details.getOrDefault(name, List.of())) {
            for (int i = detail.getFirst(); i < detail.getLast(); i++) {
                action.accept(i, detail.getValue());
            }
        }
    }

    private boolean isTwoWay(int edgeKey) {
        EdgeIteratorState edge = graph.getEdgeIteratorStateForKey(edgeKey);
        return edge.get(access) && edge.getReverse(access);
    }

    /** Where the car stands at its destination already: one metre on, so that it has a way to end. */
    static Route onTheSpot(Place from, double headingDegrees) {
        double heading = Math.toRadians(Double.isNaN(headingDegrees) ? 0 : headingDegrees);
        Place ahead = new Place(
                from.latitude() + Math.cos(heading) * DEGREES_A_METRE,
                from.longitude() + Math.sin(heading) * DEGREES_A_METRE / Math.cos(Math.toRadians(from.latitude())));
        return new Route(List.of(from, ahead), List.of(SLOWEST_LIMIT_METRES_PER_SECOND), 1, 1);
    }
}
