package robotaxi.dispatch.routing.adapter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.graphhopper.GHRequest;
import com.graphhopper.GHResponse;
import com.graphhopper.GraphHopper;
import com.graphhopper.ResponsePath;
import com.graphhopper.routing.ev.BooleanEncodedValue;
import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.ev.MaxSpeed;
import com.graphhopper.routing.ev.RoadClass;
import com.graphhopper.routing.ev.Subnetwork;
import com.graphhopper.routing.ev.VehicleAccess;
import com.graphhopper.routing.ev.VehicleSpeed;
import com.graphhopper.routing.util.AllEdgesIterator;
import com.graphhopper.storage.BaseGraph;
import com.graphhopper.storage.NodeAccess;
import com.graphhopper.storage.index.Snap;
import com.graphhopper.util.EdgeIteratorState;
import com.graphhopper.util.FetchMode;
import com.graphhopper.util.PointList;
import com.graphhopper.util.details.PathDetail;
import com.graphhopper.util.shapes.GHPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import robotaxi.dispatch.routing.PickupPoint;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.Route;

/** The city's roads, imported by GraphHopper from one OpenStreetMap extract. */
public final class GraphHopperRoads implements Roads {
    private static final String PROFILE = "car";
    private static final double SNAP_LIMIT_METRES = 300;
    private static final int SNAPS_REMEMBERED = 100_000;

    /** About 150 m: the operating area reaches a little beyond the outermost roads. */
    private static final double AREA_MARGIN_DEGREES = 0.0015;

    private static final double HEADING_PENALTY_SECONDS = 300;
    private static final double DEFAULT_SPEED_METRES_PER_SECOND = 13.9;
    private static final double SLOWEST_LIMIT_METRES_PER_SECOND = 4;
    private static final double DEGREES_A_METRE = 1 / 111_319.490_793_273_58;

    private final GraphHopper hopper;
    private final BooleanEncodedValue access;
    private final DecimalEncodedValue speed;
    private final BooleanEncodedValue subnetwork;
    private final BooleanEncodedValue barred;

    /** Nodes of places, which no closure changes. Cars that stand are asked for at each tick. */
    private final Cache<Place, OptionalInt> nodes =
            Caffeine.newBuilder().maximumSize(SNAPS_REMEMBERED).build();

    private volatile RoadGraph graph;
    private final Geometry area;
    private final PreparedGeometry preparedArea;
    private final PickupPoints pickupPoints;

    private GraphHopperRoads(GraphHopper hopper) {
        this.hopper = hopper;
        var encodings = hopper.getEncodingManager();
        this.access = encodings.getBooleanEncodedValue(VehicleAccess.key(PROFILE));
        this.speed = encodings.getDecimalEncodedValue(VehicleSpeed.key(PROFILE));
        this.subnetwork = encodings.getBooleanEncodedValue(Subnetwork.key(PROFILE));
        this.barred = encodings.getBooleanEncodedValue(BarredRoads.KEY);
        this.graph = compact();
        this.area = operatingArea();
        this.preparedArea = PreparedGeometryFactory.prepare(area);
        this.pickupPoints = new PickupPoints(
                hopper.getBaseGraph(),
                hopper.getLocationIndex(),
                encodings,
                edge -> isDrivable(edge) && !edge.get(barred));
    }

    /** Imports the extract into the folder, or loads what is there. */
    public static GraphHopperRoads load(Path map, Path folder) {
        var hopper = new GraphHopper();
        hopper.setOSMFile(map.toString());
        hopper.setGraphHopperLocation(folder.toString());
        BarredRoads.register(hopper, PROFILE, "car_access, car_average_speed, max_speed, road_class, road_environment");
        hopper.importOrLoad();
        return new GraphHopperRoads(hopper);
    }

    @Override
    public RoadGraph graph() {
        return graph;
    }

    @Override
    public OptionalInt snap(Place place) {
        return nodes.get(place, this::nearestNode);
    }

    private OptionalInt nearestNode(Place place) {
        Snap snap = closest(place);
        if (!snap.isValid() || snap.getQueryDistance() > SNAP_LIMIT_METRES) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(snap.getClosestNode());
    }

    @Override
    public Place placeOf(int node) {
        NodeAccess nodes = hopper.getBaseGraph().getNodeAccess();
        return new Place(nodes.getLat(node), nodes.getLon(node));
    }

    private Snap closest(Place place) {
        return hopper.getLocationIndex().findClosest(place.latitude(), place.longitude(), this::isDrivable);
    }

    private boolean isDrivable(EdgeIteratorState edge) {
        return (edge.get(access) || edge.getReverse(access)) && !edge.get(subnetwork);
    }

    /** Where a car may stop for a rider within 250 m of a place, the nearest first. */
    public List<PickupPoint> pickupPoints(Place place, int most) {
        return pickupPoints.near(place, most);
    }

    /**
     * From now on no way leads over these roads, by any method of this class; all others are open. A way that begins on one
     * of them leaves by as little of them as can be.
     *
     * @param edges numbers as {@link #eachEdge} told them
     */
    public synchronized void bar(BitSet edges) {
        AllEdgesIterator edge = hopper.getBaseGraph().getAllEdges();
        while (edge.next()) {
            if (edge.get(barred) != edges.get(edge.getEdge())) {
                edge.set(barred, edges.get(edge.getEdge()));
            }
        }
        graph = compact();
    }

    /** Hears of a road between two crossings. */
    @FunctionalInterface
    public interface EdgeVisitor {
        /**
         * One road.
         *
         * @param edge its number
         * @param line longitude first, as in GeoJSON
         * @param roadClass as OpenStreetMap's {@code highway}, for instance {@code residential}
         * @param limitMetresPerSecond speed limit, or the speed that cars are expected to drive where none is known
         */
        void visit(int edge, Geometry line, String roadClass, double limitMetresPerSecond);
    }

    /** Tells of every road that cars may use. */
    public void eachEdge(EdgeVisitor visitor) {
        var encodings = hopper.getEncodingManager();
        var roadClass = encodings.getEnumEncodedValue(RoadClass.KEY, RoadClass.class);
        DecimalEncodedValue maxSpeed = encodings.getDecimalEncodedValue(MaxSpeed.KEY);
        AllEdgesIterator edge = hopper.getBaseGraph().getAllEdges();
        while (edge.next()) {
            if (edge.get(access) || edge.getReverse(access)) {
                double limit = edge.get(maxSpeed);
                visitor.visit(
                        edge.getEdge(),
                        edge.fetchWayGeometry(FetchMode.ALL).toLineString(false),
                        edge.get(roadClass).toString(),
                        (Double.isInfinite(limit) ? edge.get(speed) : limit) / 3.6);
            }
        }
    }

    @Override
    public Optional<Route> find(Place from, double headingDegrees, Place to) {
        return standsOnBarredRoad(from, headingDegrees)
                ? find(BarredRoads.LEAVING, from, headingDegrees, to)
                        .filter(BarredRoads::leadsOut)
                        .map(this::lane)
                : find(PROFILE, from, headingDegrees, to)
                        .map(path -> path.getPoints().size() < 2 ? onTheSpot(from, headingDegrees) : lane(path));
    }

    @Override
    public Optional<Length> measure(Place from, Place to) {
        var request = new GHRequest(
                        new GHPoint(from.latitude(), from.longitude()), new GHPoint(to.latitude(), to.longitude()))
                .setProfile(PROFILE);
        request.putHint("instructions", false);
        request.putHint("calc_points", false);
        GHResponse response = hopper.route(request);
        return response.hasErrors()
                ? Optional.empty()
                : Optional.of(new Length(
                        response.getBest().getDistance(), response.getBest().getTime() / 1_000.0));
    }

    /** A car, which has a heading, is where it is; whoever has none may as well begin at the next open road. */
    private boolean standsOnBarredRoad(Place place, double headingDegrees) {
        if (Double.isNaN(headingDegrees)) {
            return false;
        }
        Snap start = closest(place);
        return start.isValid() && start.getClosestEdge().get(barred);
    }

    private Optional<ResponsePath> find(String profile, Place from, double headingDegrees, Place to) {
        var request = new GHRequest(
                        new GHPoint(from.latitude(), from.longitude()), new GHPoint(to.latitude(), to.longitude()))
                .setProfile(profile)
                .setPathDetails(List.of("edge_key", "average_speed", MaxSpeed.KEY, BarredRoads.KEY));
        if (!Double.isNaN(headingDegrees)) {
            request.setHeadings(List.of(headingDegrees, Double.NaN));
            request.putHint("heading_penalty", HEADING_PENALTY_SECONDS);
        }
        request.putHint("instructions", false);
        GHResponse response = hopper.route(request);
        return response.hasErrors() ? Optional.empty() : Optional.of(response.getBest());
    }

    /** Where the car stands at its destination already: one metre on, so that it has a way to end. */
    private static Route onTheSpot(Place from, double headingDegrees) {
        double heading = Math.toRadians(Double.isNaN(headingDegrees) ? 0 : headingDegrees);
        Place ahead = new Place(
                from.latitude() + Math.cos(heading) * DEGREES_A_METRE,
                from.longitude() + Math.sin(heading) * DEGREES_A_METRE / Math.cos(Math.toRadians(from.latitude())));
        return new Route(List.of(from, ahead), List.of(SLOWEST_LIMIT_METRES_PER_SECOND), 1, 1);
    }

    @Override
    public boolean covers(Place place) {
        return preparedArea.covers(area.getFactory().createPoint(new Coordinate(place.longitude(), place.latitude())));
    }

    /** The operating area, longitude first as in GeoJSON. */
    public Geometry area() {
        return area;
    }

    private Route lane(ResponsePath path) {
        PointList points = path.getPoints();
        double[] limit = new double[points.size() - 1];
        boolean[] twoWay = new boolean[points.size() - 1];
        Map<String, List<PathDetail>> details = path.getPathDetails();
        each(details, "average_speed", (i, value) -> limit[i] = ((Number) value).doubleValue() / 3.6);
        each(details, MaxSpeed.KEY, (i, value) -> {
            if (value instanceof Number kmh && !Double.isInfinite(kmh.doubleValue()) && kmh.doubleValue() > 0) {
                limit[i] = Math.min(kmh.doubleValue() / 3.6, Math.max(limit[i], DEFAULT_SPEED_METRES_PER_SECOND));
            }
        });
        each(details, "edge_key", (i, value) -> twoWay[i] = isTwoWay(((Number) value).intValue()));
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
        EdgeIteratorState edge = hopper.getBaseGraph().getEdgeIteratorStateForKey(edgeKey);
        return edge.get(access) && edge.getReverse(access);
    }

    private RoadGraph compact() {
        BaseGraph base = hopper.getBaseGraph();
        int edges = base.getEdges();
        int[] from = new int[edges * 2];
        int[] to = new int[edges * 2];
        int[] millis = new int[edges * 2];
        int count = 0;
        AllEdgesIterator edge = base.getAllEdges();
        while (edge.next()) {
            if (edge.get(barred)) {
                continue;
            }
            if (edge.get(access)) {
                from[count] = edge.getBaseNode();
                to[count] = edge.getAdjNode();
                millis[count++] = millis(edge.getDistance(), edge.get(speed));
            }
            if (edge.getReverse(access)) {
                from[count] = edge.getAdjNode();
                to[count] = edge.getBaseNode();
                millis[count++] = millis(edge.getDistance(), edge.getReverse(speed));
            }
        }
        return RoadGraph.of(
                base.getNodes(),
                java.util.Arrays.copyOf(from, count),
                java.util.Arrays.copyOf(to, count),
                java.util.Arrays.copyOf(millis, count));
    }

    private static int millis(double metres, double kilometresPerHour) {
        return (int) Math.round(metres * 3_600 / Math.max(5, kilometresPerHour));
    }

    private Geometry operatingArea() {
        NodeAccess nodes = hopper.getBaseGraph().getNodeAccess();
        List<Coordinate> drivable = new ArrayList<>();
        AllEdgesIterator edge = hopper.getBaseGraph().getAllEdges();
        while (edge.next()) {
            if ((edge.get(access) || edge.getReverse(access)) && !edge.get(subnetwork)) {
                drivable.add(new Coordinate(nodes.getLon(edge.getBaseNode()), nodes.getLat(edge.getBaseNode())));
            }
        }
        return new GeometryFactory()
                .createMultiPointFromCoords(drivable.toArray(Coordinate[]::new))
                .convexHull()
                .buffer(AREA_MARGIN_DEGREES);
    }

    /** Hands every road to a drawer: geometry and class of road. */
    public void eachRoad(BiConsumer<PointList, String> drawer) {
        var roadClass = hopper.getEncodingManager().getEnumEncodedValue(RoadClass.KEY, RoadClass.class);
        AllEdgesIterator edge = hopper.getBaseGraph().getAllEdges();
        while (edge.next()) {
            drawer.accept(
                    edge.fetchWayGeometry(FetchMode.ALL), edge.get(roadClass).toString());
        }
    }
}
