package robotaxi.dispatch.city.adapter;

import com.carrotsearch.hppc.LongObjectHashMap;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.graphhopper.reader.ReaderElement;
import com.graphhopper.reader.ReaderNode;
import com.graphhopper.reader.ReaderWay;
import com.graphhopper.reader.osm.OSMInputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import robotaxi.dispatch.routing.adapter.GraphHopperRoads;

/**
 * The city as GeoJSON (RFC 7946): roads from the road graph; water, green and buildings from the closed ways of the same
 * OpenStreetMap extract. The data are © OpenStreetMap contributors, ODbL.
 */
final class CityMap {
    private static final int DECIMALS = 1_000_000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectNode collection = mapper.createObjectNode();
    private final ArrayNode features;

    private CityMap() {
        collection.put("type", "FeatureCollection");
        collection.put("attribution", "© OpenStreetMap contributors");
        features = collection.putArray("features");
    }

    static byte[] draw(GraphHopperRoads roads, Path extract) {
        var map = new CityMap();
        map.areas(extract);
        roads.eachRoad((points, roadClass) -> {
            List<double[]> line = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                line.add(new double[] {points.getLon(i), points.getLat(i)});
            }
            map.add("road", roadClass, "LineString", line);
        });
        map.operatingArea(roads.area());
        try {
            return map.mapper.writeValueAsBytes(map.collection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void operatingArea(Geometry area) {
        List<double[]> ring = new ArrayList<>();
        for (Coordinate corner : area.getCoordinates()) {
            ring.add(new double[] {corner.x, corner.y});
        }
        add("operating-area", "area", "Polygon", ring);
    }

    private void areas(Path extract) {
        var nodes = new LongObjectHashMap<double[]>();
        try (var input = new OSMInputFile(extract.toFile()).setWorkerThreads(1).open()) {
            for (ReaderElement element = input.getNext(); element != null; element = input.getNext()) {
                if (element instanceof ReaderNode node) {
                    nodes.put(node.getId(), new double[] {node.getLon(), node.getLat()});
                } else if (element instanceof ReaderWay way) {
                    area(way, nodes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The map cannot be read", e);
        }
    }

    private void area(ReaderWay way, LongObjectHashMap<double[]> nodes) {
        String kind = kind(way);
        int size = way.getNodes().size();
        boolean isLine = "coastline".equals(kind);
        if (kind.isEmpty()
                || (!isLine
                        && (size < 4 || way.getNodes().get(0) != way.getNodes().get(size - 1)))) {
            return;
        }
        List<double[]> ring = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double[] corner = nodes.get(way.getNodes().get(i));
            if (corner == null) {
                return;
            }
            ring.add(corner);
        }
        add(kind, kind, isLine ? "LineString" : "Polygon", ring);
    }

    private static String kind(ReaderWay way) {
        if (way.hasTag("building")) {
            return "building";
        }
        if ("coastline".equals(way.getTag("natural"))) {
            return "coastline";
        }
        if ("water".equals(way.getTag("natural")) || way.hasTag("waterway", "riverbank", "dock")) {
            return "water";
        }
        boolean isGreen = way.hasTag("leisure", "park", "garden", "pitch")
                || way.hasTag("landuse", "grass", "forest", "recreation_ground");
        return isGreen ? "green" : "";
    }

    private void add(String kind, String detail, String type, List<double[]> line) {
        ObjectNode feature = features.addObject();
        feature.put("type", "Feature");
        feature.putObject("properties").put("kind", kind).put("class", detail);
        ObjectNode geometry = feature.putObject("geometry");
        geometry.put("type", type);
        ArrayNode coordinates = geometry.putArray("coordinates");
        ArrayNode ring = "Polygon".equals(type) ? coordinates.addArray() : coordinates;
        for (double[] corner : line) {
            ring.addArray().add(rounded(corner[0])).add(rounded(corner[1]));
        }
    }

    private static double rounded(double degrees) {
        return (double) Math.round(degrees * DECIMALS) / DECIMALS;
    }
}
