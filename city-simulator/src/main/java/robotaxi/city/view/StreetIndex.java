package robotaxi.city.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import robotaxi.city.road.Path;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;

/** The straight stretches of a city's roads, found by the tile of ground that they touch. */
final class StreetIndex {
    /** Side of a tile. */
    static final double TILE_METRES = 32;

    private static final double PAVEMENT_METRES = 2.2;

    private final Map<Long, List<Stretch>> tiles = new HashMap<>();

    /**
     * A straight stretch of a road.
     *
     * @param road which road
     * @param x where it begins
     * @param y where it begins
     * @param dx its direction, of length 1
     * @param dy its direction
     * @param length metres
     * @param start metres of the road before it
     */
    record Stretch(Road road, double x, double y, double dx, double dy, double length, double start) {
        double along(double atX, double atY) {
            return (atX - x) * dx + (atY - y) * dy;
        }

        /** To the left of its line, negative to the right. */
        double left(double atX, double atY) {
            return (atY - y) * dx - (atX - x) * dy;
        }
    }

    /** The roads of a city, each two-way road once. */
    StreetIndex(RoadGraph graph) {
        for (Road road : graph.roads()) {
            if (road.oneWay() || road.from() < road.to()) {
                register(road);
            }
        }
    }

    private void register(Road road) {
        Path line = road.line();
        double start = 0;
        for (int i = 0; i + 1 < line.size(); i++) {
            double dx = line.x(i + 1) - line.x(i);
            double dy = line.y(i + 1) - line.y(i);
            double length = Math.hypot(dx, dy);
            Stretch stretch = new Stretch(road, line.x(i), line.y(i), dx / length, dy / length, length, start);
            double reach = road.halfWidthMetres() + PAVEMENT_METRES;
            int left = tileOf(Math.min(line.x(i), line.x(i + 1)) - reach);
            int right = tileOf(Math.max(line.x(i), line.x(i + 1)) + reach);
            int low = tileOf(Math.min(line.y(i), line.y(i + 1)) - reach);
            int high = tileOf(Math.max(line.y(i), line.y(i + 1)) + reach);
            for (int tx = left; tx <= right; tx++) {
                for (int ty = low; ty <= high; ty++) {
                    tiles.computeIfAbsent(key(tx, ty), _ -> new ArrayList<>()).add(stretch);
                }
            }
            start += length;
        }
    }

    /** What touches a tile with its pavements, road by road; nothing where there is open ground alone. */
    List<Stretch> near(int tx, int ty) {
        return tiles.getOrDefault(key(tx, ty), List.of());
    }

    static int tileOf(double metres) {
        return (int) Math.floor(metres / TILE_METRES);
    }

    static long key(int tx, int ty) {
        return ((long) tx << 32) ^ (ty & 0xffffffffL);
    }
}
