package robotaxi.dispatch.routing.adapter;

import com.graphhopper.routing.ev.BooleanEncodedValue;
import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.ev.DecimalEncodedValueImpl;
import com.graphhopper.routing.ev.EncodedValueLookup;
import com.graphhopper.routing.ev.EnumEncodedValue;
import com.graphhopper.routing.ev.RoadClass;
import com.graphhopper.routing.ev.VehicleAccess;
import com.graphhopper.routing.ev.VehicleSpeed;
import com.graphhopper.routing.util.AllEdgesIterator;
import com.graphhopper.routing.util.EncodingManager;
import com.graphhopper.routing.util.parsers.TagParser;
import com.graphhopper.storage.BaseGraph;
import com.graphhopper.storage.index.Snap;
import com.graphhopper.util.AngleCalc;
import com.graphhopper.util.EdgeIteratorState;
import com.graphhopper.util.FetchMode;
import com.graphhopper.util.PointList;
import java.util.Objects;
import java.util.Optional;
import robotaxi.dispatch.routing.RoadPiece;
import robotaxi.dispatch.routing.Slowdown;

/**
 * The speed that ways are planned with: a number on each direction of each edge of GraphHopper's graph, in memory only. At first
 * it is the map's own; what cars are told to keep to stays the map's.
 */
final class SeenSpeeds {
    /** Name of the number. */
    static final String KEY = "seen_speed";

    /** Nobody is thought to be slower: a way through a jam is slow, not closed. */
    static final double SLOWEST_KILOMETRES_PER_HOUR = 5;

    private static final int BITS = 12;
    private static final double STEP_KILOMETRES_PER_HOUR = 0.1;
    private static final double OFF_THE_ROAD_METRES = 25;
    private static final double OTHER_WAY_DEGREES = 60;

    private final BaseGraph graph;
    private final BooleanEncodedValue access;
    private final DecimalEncodedValue mapSpeed;
    private final DecimalEncodedValue seenSpeed;
    private final EnumEncodedValue<RoadClass> roadClass;

    SeenSpeeds(BaseGraph graph, EncodingManager encodings, String profile) {
        this.graph = graph;
        this.access = encodings.getBooleanEncodedValue(VehicleAccess.key(profile));
        this.mapSpeed = encodings.getDecimalEncodedValue(VehicleSpeed.key(profile));
        this.seenSpeed = encodings.getDecimalEncodedValue(KEY);
        this.roadClass = encodings.getEnumEncodedValue(RoadClass.KEY, RoadClass.class);
        set(Slowdown.NONE);
    }

    static DecimalEncodedValue encodedValue() {
        return new DecimalEncodedValueImpl(KEY, BITS, STEP_KILOMETRES_PER_HOUR, true);
    }

    /**
     * Reads the map's own speed while the map is imported. GraphHopper then looks for roads that lead nowhere with it: with no speed
     * at all none could be driven, and none would be found.
     */
    static TagParser ofTheMap(EncodedValueLookup lookup, String profile) {
        DecimalEncodedValue map = lookup.getDecimalEncodedValue(VehicleSpeed.key(profile));
        DecimalEncodedValue seen = lookup.getDecimalEncodedValue(KEY);
        return (edge, flags, _, _) -> {
            seen.setDecimal(false, edge, flags, map.getDecimal(false, edge, flags));
            seen.setDecimal(true, edge, flags, map.getDecimal(true, edge, flags));
        };
    }

    /** The number itself, in km/h. */
    DecimalEncodedValue encoded() {
        return seenSpeed;
    }

    /** Number of one direction of an edge: as GraphHopper's edge keys. */
    private static int piece(EdgeIteratorState edge, boolean isReverse) {
        return 2 * edge.getEdge() + (isReverse ? 1 : 0);
    }

    /** Answers whether any speed is another now. */
    boolean set(Slowdown slowdown) {
        boolean changed = false;
        AllEdgesIterator edge = graph.getAllEdges();
        while (edge.next()) {
            String kind = edge.get(roadClass).toString();
            if (edge.get(access)) {
                double wanted = seen(edge.get(mapSpeed), slowdown.of(piece(edge, false), kind));
                changed |= differ(wanted, edge.get(seenSpeed));
                edge.set(seenSpeed, wanted);
            }
            if (edge.getReverse(access)) {
                double wanted = seen(edge.getReverse(mapSpeed), slowdown.of(piece(edge, true), kind));
                changed |= differ(wanted, edge.getReverse(seenSpeed));
                edge.setReverse(seenSpeed, wanted);
            }
        }
        return changed;
    }

    private double seen(double mapKilometresPerHour, double slowdown) {
        return Math.clamp(
                mapKilometresPerHour / slowdown, SLOWEST_KILOMETRES_PER_HOUR, seenSpeed.getMaxStorableDecimal());
    }

    private static boolean differ(double wanted, double stored) {
        return Math.abs(wanted - stored) > STEP_KILOMETRES_PER_HOUR;
    }

    /** The piece that a car at a snapped place is on by the way that it looks. */
    Optional<RoadPiece> pieceAt(Snap snap, double headingDegrees) {
        if (!snap.isValid() || snap.getQueryDistance() > OFF_THE_ROAD_METRES) {
            return Optional.empty();
        }
        EdgeIteratorState edge = snap.getClosestEdge();
        double ahead = angle(azimuth(edge, snap.getWayIndex()), headingDegrees);
        if (edge.get(access) && ahead <= OTHER_WAY_DEGREES) {
            return Optional.of(piece(edge, false, edge.get(mapSpeed)));
        }
        return edge.getReverse(access) && 180 - ahead <= OTHER_WAY_DEGREES
                ? Optional.of(piece(edge, true, edge.getReverse(mapSpeed)))
                : Optional.empty();
    }

    private RoadPiece piece(EdgeIteratorState edge, boolean isReverse, double kilometresPerHour) {
        return new RoadPiece(
                piece(edge, isReverse),
                edge.get(roadClass).toString(),
                Math.max(SLOWEST_KILOMETRES_PER_HOUR, kilometresPerHour) / 3.6);
    }

    private static double azimuth(EdgeIteratorState edge, int wayIndex) {
        PointList line = edge.fetchWayGeometry(FetchMode.ALL);
        int from = Math.min(wayIndex, line.size() - 2);
        return AngleCalc.ANGLE_CALC.calcAzimuth(
                line.getLat(from), line.getLon(from), line.getLat(from + 1), line.getLon(from + 1));
    }

    /** Between two headings, 0 to 180. */
    private static double angle(double one, double other) {
        double difference = Math.abs(one - other) % 360;
        return Math.min(difference, 360 - difference);
    }

    /** The same for the same map, different for hardly any other: numbers of pieces mean nothing on another one. */
    int mapFingerprint() {
        int hash = 1;
        AllEdgesIterator edge = graph.getAllEdges();
        while (edge.next()) {
            hash = 31 * hash + Objects.hash(edge.getBaseNode(), edge.getAdjNode(), edge.getDistance());
        }
        return hash;
    }
}
