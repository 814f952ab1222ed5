package robotaxi.dispatch.area.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import robotaxi.dispatch.area.AreaError;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.problem.FleetException;

/**
 * Polygons and multipolygons on the wire.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7946">RFC 7946</a>
 */
final class GeoJson {
    private static final GeometryFactory SHAPES = new GeometryFactory();
    private static final int LEAST_RING = 4;
    private static final int MOST_POINTS = 20_000;

    private GeoJson() {}

    /** What a caller sent; anything but valid polygons is refused with the reason. */
    static Geometry read(JsonNode json) {
        JsonNode coordinates = json.path("coordinates");
        Geometry shape = switch (json.path("type").asText()) {
            case "Polygon" -> polygon(coordinates);
            case "MultiPolygon" ->
                SHAPES.createMultiPolygon(
                        each(coordinates).stream().map(GeoJson::polygon).toArray(Polygon[]::new));
            default -> throw refused("geometry must be a Polygon or a MultiPolygon");
        };
        if (shape.isEmpty() || shape.getNumPoints() > MOST_POINTS) {
            throw refused("geometry has no points, or more than " + MOST_POINTS);
        }
        if (!shape.isValid()) {
            throw refused("geometry crosses itself");
        }
        return shape;
    }

    private static Polygon polygon(JsonNode rings) {
        List<LinearRing> all = each(rings).stream().map(GeoJson::ring).toList();
        if (all.isEmpty()) {
            throw refused("a polygon has an outer ring");
        }
        return SHAPES.createPolygon(all.getFirst(), all.stream().skip(1).toArray(LinearRing[]::new));
    }

    private static LinearRing ring(JsonNode points) {
        Coordinate[] ring = each(points).stream().map(GeoJson::point).toArray(Coordinate[]::new);
        if (ring.length < LEAST_RING || !ring[0].equals2D(ring[ring.length - 1])) {
            throw refused("a ring has four points at least and ends where it begins");
        }
        return SHAPES.createLinearRing(ring);
    }

    private static Coordinate point(JsonNode pair) {
        double longitude = pair.path(0).asDouble(Double.NaN);
        double latitude = pair.path(1).asDouble(Double.NaN);
        if (!Place.isOnEarth(latitude, longitude)) {
            throw refused("a point is longitude and latitude in degrees");
        }
        return new Coordinate(longitude, latitude);
    }

    private static List<JsonNode> each(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }

    private static FleetException refused(String why) {
        return new FleetException(AreaError.BAD_REQUEST, why);
    }

    /** For answers and for the database. */
    static JsonNode write(Geometry shape) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", shape.getGeometryType());
        ArrayNode coordinates = json.putArray("coordinates");
        if (shape instanceof MultiPolygon) {
            for (int i = 0; i < shape.getNumGeometries(); i++) {
                rings(coordinates.addArray(), (Polygon) shape.getGeometryN(i));
            }
        } else {
            rings(coordinates, (Polygon) shape);
        }
        return json;
    }

    private static void rings(ArrayNode into, Polygon polygon) {
        points(into.addArray(), polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            points(into.addArray(), polygon.getInteriorRingN(i));
        }
    }

    private static void points(ArrayNode into, LinearRing ring) {
        for (Coordinate point : ring.getCoordinates()) {
            into.addArray().add(point.x).add(point.y);
        }
    }
}
