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
import com.graphhopper.storage.NodeAccess;
import com.graphhopper.storage.index.Snap;
import com.graphhopper.util.EdgeIteratorState;
import com.graphhopper.util.FetchMode;
import com.graphhopper.util.PointList;
import com.graphhopper.util.shapes.GHPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import robotaxi.dispatch.routing.PickupPoint;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.RoadPiece;
import robotaxi.dispatch.routing.RoadPieces;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.Route;
import robotaxi.dispatch.routing.Slowdown;

/** The city's roads, imported by GraphHopper from one OpenStreetMap extract. */
public final class GraphHopperRoads implements Roads, RoadPieces {
    private static final String PROFILE = "car";
    private static final double SNAP_LIMIT_METRES = 300;

    /** Width of a cell of the index of roads; a city's blocks are as wide, and the roads of a cell are all looked at. */
    private static final int INDEX_METRES = 100;

    private static final int SNAPS_REMEMBERED = 100_000;

    /** About 150 m: the operating area reaches a little beyond the outermost roads. */
    private static final double AREA_MARGIN_DEGREES = 0.0015;

    private static final double HEADING_PENALTY_SECONDS = 300;

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
    private final SeenSpeeds speeds;
    private final RouteDrawing drawing;
    private final Footholds footholds;
    private final WayMeter meter;

    private GraphHopperRoads(GraphHopper hopper) {
        this.hopper = hopper;
        var encodings = hopper.getEncodingManager();
        this.access = encodings.getBooleanEncodedValue(VehicleAccess.key(PROFILE));
        this.speed = encodings.getDecimalEncodedValue(VehicleSpeed.key(PROFILE));
        this.subnetwork = encodings.getBooleanEncodedValue(Subnetwork.key(PROFILE));
        this.barred = encodings.getBooleanEncodedValue(BarredRoads.KEY);
        this.speeds = new SeenSpeeds(hopper.getBaseGraph(), encodings, PROFILE);
        this.drawing = new RouteDrawing(hopper.getBaseGraph(), access, VehicleSpeed.key(PROFILE));
        this.footholds = new Footholds(hopper.getLocationIndex(), this::isDrivable);
        this.meter = new WayMeter(hopper, PROFILE, footholds);
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
        hopper.setPreciseIndexResolution(INDEX_METRES);
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
        return footholds.of(place);
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

    /**
     * From now on ways take as long as this says: routes, measured ways and the graph alike. What was found before stays as it
     * was, and searches under way are not disturbed.
     *
     * @return whether any time is another now
     */
    public synchronized boolean drive(Slowdown slowdown) {
        boolean changed = speeds.set(slowdown);
        if (changed) {
            graph = compact();
        }
        return changed;
    }

    @Override
    public Optional<RoadPiece> pieceAt(Place place, double headingDegrees) {
        return speeds.pieceAt(closest(place), headingDegrees);
    }

    /** The same for the same map; numbers of pieces mean nothing on another one. */
    public int mapFingerprint() {
        return speeds.mapFingerprint();
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
                        .map(drawing::lane)
                : find(PROFILE, from, headingDegrees, to)
                        .map(path -> path.getPoints().size() < 2
                                ? RouteDrawing.onTheSpot(from, headingDegrees)
                                : drawing.lane(path));
    }

    @Override
    public Optional<Length> measure(Place from, Place to) {
        return meter.measure(from, to);
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
                .setPathDetails(drawing.details());
        if (!Double.isNaN(headingDegrees)) {
            request.setHeadings(List.of(headingDegrees, Double.NaN));
            request.putHint("heading_penalty", HEADING_PENALTY_SECONDS);
        }
        request.putHint("instructions", false);
        GHResponse response = hopper.route(request);
        return response.hasErrors() ? Optional.empty() : Optional.of(response.getBest());
    }

    @Override
    public boolean covers(Place place) {
        return preparedArea.covers(area.getFactory().createPoint(new Coordinate(place.longitude(), place.latitude())));
    }

    /** The operating area, longitude first as in GeoJSON. */
    public Geometry area() {
        return area;
    }

    private RoadGraph compact() {
        return Compaction.of(hopper.getBaseGraph(), access, barred, speeds.encoded());
    }

    private Geometry operatingArea() {
        List<Coordinate> drivable = new ArrayList<>();
        AllEdgesIterator edge = hopper.getBaseGraph().getAllEdges();
        while (edge.next()) {
            if ((edge.get(access) || edge.getReverse(access)) && !edge.get(subnetwork)) {
                edge.fetchWayGeometry(FetchMode.ALL).forEach(p -> drivable.add(new Coordinate(p.lon, p.lat)));
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
