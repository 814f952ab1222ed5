package robotaxi.city.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.city.road.Path;
import robotaxi.city.road.Road;
import robotaxi.city.road.RoadGraph;

/** What covers the ground at every place, painted tile by tile when first looked at. */
public final class GroundMap {
    /** Open ground. */
    static final byte GROUND = 0;
    /** Road surface. */
    static final byte ASPHALT = 1;
    /** Lane mark. */
    static final byte MARK = 2;
    /** Pavement. */
    static final byte PAVEMENT = 3;

    private static final int TILE_PIXELS = 128;
    private static final double PIXEL_METRES = 0.25;
    private static final double TILE_METRES = TILE_PIXELS * PIXEL_METRES;
    private static final double PAVEMENT_METRES = 2;

    private final Map<Long, List<Stretch>> stretches = new HashMap<>();
    private final Map<Long, byte[]> tiles = new ConcurrentHashMap<>();
    private final byte[] bare = new byte[TILE_PIXELS * TILE_PIXELS];

    private record Stretch(
            double x, double y, double dx, double dy, double length, double start, double half, boolean centreLine) {}

    /** The ground of a city's roads. */
    public GroundMap(RoadGraph graph) {
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
            Stretch stretch = new Stretch(
                    line.x(i),
                    line.y(i),
                    dx / length,
                    dy / length,
                    length,
                    start,
                    road.halfWidthMetres(),
                    !road.oneWay());
            double reach = road.halfWidthMetres() + PAVEMENT_METRES;
            int left = tileOf(Math.min(line.x(i), line.x(i + 1)) - reach);
            int right = tileOf(Math.max(line.x(i), line.x(i + 1)) + reach);
            int low = tileOf(Math.min(line.y(i), line.y(i + 1)) - reach);
            int high = tileOf(Math.max(line.y(i), line.y(i + 1)) + reach);
            for (int tx = left; tx <= right; tx++) {
                for (int ty = low; ty <= high; ty++) {
                    stretches
                            .computeIfAbsent(key(tx, ty), _ -> new ArrayList<>())
                            .add(stretch);
                }
            }
            start += length;
        }
    }

    /** What covers the ground at a place. */
    byte at(double x, double y) {
        int tx = tileOf(x);
        int ty = tileOf(y);
        byte[] tile = tile(tx, ty);
        int px = (int) ((x - tx * TILE_METRES) / PIXEL_METRES);
        int py = (int) ((y - ty * TILE_METRES) / PIXEL_METRES);
        return tile[Math.min(py, TILE_PIXELS - 1) * TILE_PIXELS + Math.min(px, TILE_PIXELS - 1)];
    }

    byte[] tile(int tx, int ty) {
        long key = key(tx, ty);
        byte[] known = tiles.get(key);
        if (known != null) {
            return known;
        }
        List<Stretch> near = stretches.get(key);
        byte[] painted = near == null ? bare : paint(tx, ty, near);
        tiles.put(key, painted);
        return painted;
    }

    private static byte[] paint(int tx, int ty, List<Stretch> near) {
        byte[] tile = new byte[TILE_PIXELS * TILE_PIXELS];
        for (int py = 0; py < TILE_PIXELS; py++) {
            double y = ty * TILE_METRES + (py + 0.5) * PIXEL_METRES;
            for (int px = 0; px < TILE_PIXELS; px++) {
                double x = tx * TILE_METRES + (px + 0.5) * PIXEL_METRES;
                tile[py * TILE_PIXELS + px] = cover(x, y, near);
            }
        }
        return tile;
    }

    private static byte cover(double x, double y, List<Stretch> near) {
        int inside = 0;
        boolean centre = false;
        boolean edge = false;
        boolean pavement = false;
        for (Stretch s : near) {
            double along = (x - s.x) * s.dx + (y - s.y) * s.dy;
            double clamped = Math.clamp(along, 0, s.length);
            double away = Math.hypot(x - s.x - clamped * s.dx, y - s.y - clamped * s.dy);
            if (away < s.half - 0.45) {
                inside++;
                // Three metres of paint, three of none.
                centre |= s.centreLine && along == clamped && away < 0.14 && (s.start + along) % 6 < 3;
            } else if (away < s.half) {
                edge |= away < s.half - 0.15;
                pavement |= away >= s.half - 0.15;
            } else {
                pavement |= away < s.half + PAVEMENT_METRES;
            }
        }
        if (inside > 0) {
            return centre ? MARK : ASPHALT;
        }
        if (edge) {
            return MARK;
        }
        return pavement ? PAVEMENT : GROUND;
    }

    static int tileOf(double metres) {
        return (int) Math.floor(metres / TILE_METRES);
    }

    private static long key(int tx, int ty) {
        return ((long) tx << 32) ^ (ty & 0xffffffffL);
    }
}
