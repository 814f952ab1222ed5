package robotaxi.dispatch.routing.adapter;

import com.graphhopper.routing.ev.EncodedValueLookup;
import com.graphhopper.routing.ev.EnumEncodedValue;
import com.graphhopper.routing.ev.RoadClass;
import com.graphhopper.routing.ev.RoadEnvironment;
import com.graphhopper.storage.BaseGraph;
import com.graphhopper.storage.index.LocationIndex;
import com.graphhopper.util.EdgeIteratorState;
import com.graphhopper.util.FetchMode;
import com.graphhopper.util.PointList;
import com.graphhopper.util.shapes.BBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.linearref.LengthIndexedLine;
import robotaxi.dispatch.routing.PickupPoint;
import robotaxi.dispatch.routing.Place;

/**
 * Where a car may stop for a rider: at the side of a street of the city, in the open, away from its crossings. How far to walk
 * is said from the straight line, since footways are not part of the cars' graph.
 */
final class PickupPoints {
    /** Looked at first, so that a quote need not see half a quarter. */
    private static final double NEAR_METRES = 80;

    private static final double FARTHEST_METRES = 250;

    /** Nobody stops nearer to a crossing. In most countries 5 m are the law; cars of ours need room to pull out. */
    private static final double CLEAR_METRES = 12;

    /** Two points nearer to each other are no choice. */
    private static final double APART_METRES = 40;

    /** Ways on foot in a city are about this much longer than the straight line. */
    private static final double DETOUR = 1.3;

    private static final double METRES_A_DEGREE = 111_319.490_793_273_58;

    private static final Set<RoadClass> STREETS = Set.of(
            RoadClass.SECONDARY,
            RoadClass.TERTIARY,
            RoadClass.RESIDENTIAL,
            RoadClass.UNCLASSIFIED,
            RoadClass.LIVING_STREET,
            RoadClass.SERVICE,
            RoadClass.PRIMARY);

    private static final Set<RoadEnvironment> IN_THE_OPEN = Set.of(RoadEnvironment.ROAD, RoadEnvironment.OTHER);

    private static final GeometryFactory SHAPES = new GeometryFactory();

    private final BaseGraph graph;
    private final LocationIndex index;
    private final Predicate<EdgeIteratorState> isOpen;
    private final EnumEncodedValue<RoadClass> roadClass;
    private final EnumEncodedValue<RoadEnvironment> environment;

    /**
     * Over a graph.
     *
     * @param isOpen whether cars may use a road at the moment
     */
    PickupPoints(BaseGraph graph, LocationIndex index, EncodedValueLookup values, Predicate<EdgeIteratorState> isOpen) {
        this.graph = graph;
        this.index = index;
        this.isOpen = isOpen;
        this.roadClass = values.getEnumEncodedValue(RoadClass.KEY, RoadClass.class);
        this.environment = values.getEnumEncodedValue(RoadEnvironment.KEY, RoadEnvironment.class);
    }

    /** The nearest first, apart from each other. */
    List<PickupPoint> near(Place place, int most) {
        List<PickupPoint> near = within(NEAR_METRES, place, most);
        return near.size() < most ? within(FARTHEST_METRES, place, most) : near;
    }

    private List<PickupPoint> within(double radiusMetres, Place place, int most) {
        double latitudes = radiusMetres / METRES_A_DEGREE;
        double longitudes = latitudes / Math.cos(Math.toRadians(place.latitude()));
        Set<Integer> edges = new HashSet<>();
        index.query(
                new BBox(
                        place.longitude() - longitudes,
                        place.longitude() + longitudes,
                        place.latitude() - latitudes,
                        place.latitude() + latitudes),
                edges::add);
        List<PickupPoint> found = new ArrayList<>();
        for (int number : edges) {
            EdgeIteratorState edge = graph.getEdgeIteratorState(number, Integer.MIN_VALUE);
            if (mayStopOn(edge)) {
                onEdge(edge, place)
                        .filter(point -> point.walkMetres() <= radiusMetres * DETOUR)
                        .ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingDouble(PickupPoint::walkMetres)
                .thenComparingDouble(point -> point.place().latitude())
                .thenComparingDouble(point -> point.place().longitude()));
        return apart(found, most);
    }

    private boolean mayStopOn(EdgeIteratorState edge) {
        return isOpen.test(edge)
                && STREETS.contains(edge.get(roadClass))
                && IN_THE_OPEN.contains(edge.get(environment));
    }

    private static List<PickupPoint> apart(List<PickupPoint> found, int most) {
        List<PickupPoint> chosen = new ArrayList<>();
        for (PickupPoint point : found) {
            boolean isApart =
                    chosen.stream().allMatch(other -> other.place().distanceMetresTo(point.place()) >= APART_METRES);
            if (isApart && chosen.size() < most) {
                chosen.add(point);
            }
        }
        return chosen;
    }

    /** The point of a road that is nearest to a place and clear of the road's ends. */
    private static Optional<PickupPoint> onEdge(EdgeIteratorState edge, Place place) {
        double shrink = Math.cos(Math.toRadians(place.latitude()));
        LineString line = metres(edge.fetchWayGeometry(FetchMode.ALL), place, shrink);
        if (line.getLength() < 2 * CLEAR_METRES) {
            return Optional.empty();
        }
        var along = new LengthIndexedLine(line);
        double at = Math.clamp(along.project(new Coordinate(0, 0)), CLEAR_METRES, line.getLength() - CLEAR_METRES);
        Coordinate point = along.extractPoint(at);
        var there = new Place(
                place.latitude() + point.y / METRES_A_DEGREE, place.longitude() + point.x / METRES_A_DEGREE / shrink);
        double straight = place.distanceMetresTo(there);
        return Optional.of(new PickupPoint(there, straight * DETOUR, edge.getName()));
    }

    /** A road in metres east and north of a place; within a few hundred metres the Earth is flat. */
    private static LineString metres(PointList points, Place origin, double shrink) {
        var line = new Coordinate[points.size()];
        for (int i = 0; i < line.length; i++) {
            line[i] = new Coordinate(
                    (points.getLon(i) - origin.longitude()) * METRES_A_DEGREE * shrink,
                    (points.getLat(i) - origin.latitude()) * METRES_A_DEGREE);
        }
        return SHAPES.createLineString(line);
    }
}
