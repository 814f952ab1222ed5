package robotaxi.city.road.adapter;

import com.graphhopper.GraphHopper;
import com.graphhopper.config.Profile;
import com.graphhopper.routing.ev.BooleanEncodedValue;
import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.ev.MaxSpeed;
import com.graphhopper.routing.ev.VehicleAccess;
import com.graphhopper.routing.ev.VehicleSpeed;
import com.graphhopper.routing.util.AllEdgesIterator;
import com.graphhopper.util.FetchMode;
import com.graphhopper.util.GHUtility;
import com.graphhopper.util.PointList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import robotaxi.city.road.LocalFrame;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;

/** Reads the roads for cars out of an OpenStreetMap extract, by way of GraphHopper's import. */
public final class GraphHopperRoads {
    private static final double TWO_WAY_HALF_WIDTH_METRES = 3.6;
    private static final double ONE_WAY_HALF_WIDTH_METRES = 2.6;

    private GraphHopperRoads() {}

    /** Imports the extract into a folder, or loads what an earlier start imported there. */
    public static RoadGraph load(Path extract, Path folder, LocalFrame frame) {
        GraphHopper hopper = new GraphHopper();
        hopper.setOSMFile(extract.toString());
        hopper.setGraphHopperLocation(folder.toString());
        hopper.setEncodedValuesString("car_access, car_average_speed, max_speed");
        hopper.setProfiles(new Profile("car").setCustomModel(GHUtility.loadCustomModelFromJar("car.json")));
        hopper.importOrLoad();
        try {
            return read(hopper, frame);
        } finally {
            hopper.close();
        }
    }

    private static RoadGraph read(GraphHopper hopper, LocalFrame frame) {
        BooleanEncodedValue access = hopper.getEncodingManager().getBooleanEncodedValue(VehicleAccess.key("car"));
        DecimalEncodedValue usual = hopper.getEncodingManager().getDecimalEncodedValue(VehicleSpeed.key("car"));
        DecimalEncodedValue legal = hopper.getEncodingManager().getDecimalEncodedValue(MaxSpeed.KEY);
        List<Road> roads = new ArrayList<>();
        AllEdgesIterator edges = hopper.getBaseGraph().getAllEdges();
        while (edges.next()) {
            PointList points = edges.fetchWayGeometry(FetchMode.ALL);
            if (edges.getDistance() < 0.5 || edges.getBaseNode() == edges.getAdjNode()) {
                continue;
            }
            boolean forth = edges.get(access);
            boolean back = edges.getReverse(access);
            if (forth) {
                double limit = limit(edges.get(legal), edges.get(usual));
                roads.add(road(edges.getBaseNode(), edges.getAdjNode(), points, frame, limit, !back, roads.size()));
            }
            if (back) {
                points.reverse();
                double limit = limit(edges.getReverse(legal), edges.getReverse(usual));
                roads.add(road(edges.getAdjNode(), edges.getBaseNode(), points, frame, limit, !forth, roads.size()));
            }
        }
        return new RoadGraph(hopper.getBaseGraph().getNodes(), roads);
    }

    private static double limit(double legalKmh, double usualKmh) {
        double kmh = legalKmh < MaxSpeed.MAXSPEED_150 ? legalKmh : usualKmh / 0.9;
        return Math.clamp(kmh, 10, 90) / 3.6;
    }

    private static Road road(
            int from, int to, PointList points, LocalFrame frame, double limit, boolean oneWay, int id) {
        double[] xs = new double[points.size()];
        double[] ys = new double[points.size()];
        for (int i = 0; i < points.size(); i++) {
            xs[i] = frame.xOf(points.getLon(i));
            ys[i] = frame.yOf(points.getLat(i));
        }
        double half = oneWay ? ONE_WAY_HALF_WIDTH_METRES : TWO_WAY_HALF_WIDTH_METRES;
        return new Road(id, from, to, new robotaxi.city.road.Path(xs, ys), limit, oneWay, half);
    }
}
