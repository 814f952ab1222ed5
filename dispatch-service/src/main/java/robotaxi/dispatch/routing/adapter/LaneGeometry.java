package robotaxi.dispatch.routing.adapter;

import com.graphhopper.util.PointList;
import java.util.ArrayList;
import java.util.List;
import robotaxi.dispatch.routing.Place;

/**
 * From a road's centre line to the lane that a car drives: on roads with both directions 1.6 m to the right, with corners
 * rounded as far as a car can follow them.
 */
record LaneGeometry(List<Place> points, List<Double> limits, double distanceMetres) {
    private static final double METRES_PER_DEGREE = 111_319.490_793_273_58;
    private static final double LANE_OFFSET_METRES = 1.6;
    private static final double STEP_METRES = 3;
    private static final int ROUNDING_PASSES = 3;

    static LaneGeometry of(PointList centre, double[] limits, boolean[] twoWay) {
        double latitude0 = centre.getLat(0);
        double longitude0 = centre.getLon(0);
        double scale = Math.cos(Math.toRadians(latitude0)) * METRES_PER_DEGREE;
        List<double[]> line = new ArrayList<>();
        List<Double> offset = new ArrayList<>();
        List<Double> limit = new ArrayList<>();
        for (int i = 0; i + 1 < centre.size(); i++) {
            double x0 = (centre.getLon(i) - longitude0) * scale;
            double y0 = (centre.getLat(i) - latitude0) * METRES_PER_DEGREE;
            double x1 = (centre.getLon(i + 1) - longitude0) * scale;
            double y1 = (centre.getLat(i + 1) - latitude0) * METRES_PER_DEGREE;
            int pieces = Math.max(1, (int) Math.ceil(Math.hypot(x1 - x0, y1 - y0) / STEP_METRES));
            for (int k = 0; k < pieces; k++) {
                double share = (double) k / pieces;
                line.add(new double[] {x0 + share * (x1 - x0), y0 + share * (y1 - y0)});
                offset.add(twoWay[i] ? LANE_OFFSET_METRES : 0);
                limit.add(limits[i]);
            }
        }
        int last = centre.size() - 1;
        line.add(new double[] {
            (centre.getLon(last) - longitude0) * scale, (centre.getLat(last) - latitude0) * METRES_PER_DEGREE
        });
        offset.add(offset.getLast());
        List<double[]> lane = shifted(line, offset);
        for (int pass = 0; pass < ROUNDING_PASSES; pass++) {
            lane = rounded(lane);
        }
        List<Place> points = lane.stream()
                .map(p -> new Place(latitude0 + p[1] / METRES_PER_DEGREE, longitude0 + p[0] / scale))
                .toList();
        double distance = 0;
        for (int i = 0; i + 1 < lane.size(); i++) {
            distance += Math.hypot(lane.get(i + 1)[0] - lane.get(i)[0], lane.get(i + 1)[1] - lane.get(i)[1]);
        }
        return new LaneGeometry(points, limit, distance);
    }

    private static List<double[]> shifted(List<double[]> line, List<Double> offset) {
        List<double[]> out = new ArrayList<>(line.size());
        for (int i = 0; i < line.size(); i++) {
            double[] before = line.get(Math.max(0, i - 1));
            double[] after = line.get(Math.min(line.size() - 1, i + 1));
            double dx = after[0] - before[0];
            double dy = after[1] - before[1];
            double length = Math.max(1e-6, Math.hypot(dx, dy));
            double side = offset.get(i);
            out.add(new double[] {line.get(i)[0] + dy / length * side, line.get(i)[1] - dx / length * side});
        }
        return out;
    }

    private static List<double[]> rounded(List<double[]> line) {
        List<double[]> out = new ArrayList<>(line);
        for (int i = 1; i + 1 < line.size(); i++) {
            double[] a = line.get(i - 1);
            double[] b = line.get(i);
            double[] c = line.get(i + 1);
            out.set(i, new double[] {(a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4});
        }
        return out;
    }
}
