package robotaxi.city.view;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.view.StreetIndex.Stretch;

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
    private static final double TILE_METRES = StreetIndex.TILE_METRES;
    private static final double PAVEMENT_METRES = 2;

    private final StreetIndex streets;
    private final Map<Long, byte[]> tiles = new ConcurrentHashMap<>();
    private final byte[] bare = new byte[TILE_PIXELS * TILE_PIXELS];

    /** The ground of a city's roads. */
    public GroundMap(RoadGraph graph) {
        this.streets = new StreetIndex(graph);
    }

    StreetIndex streets() {
        return streets;
    }

    /** What covers the ground at a place. */
    byte at(double x, double y) {
        int tx = StreetIndex.tileOf(x);
        int ty = StreetIndex.tileOf(y);
        byte[] tile = tile(tx, ty);
        int px = (int) ((x - tx * TILE_METRES) / PIXEL_METRES);
        int py = (int) ((y - ty * TILE_METRES) / PIXEL_METRES);
        return tile[Math.min(py, TILE_PIXELS - 1) * TILE_PIXELS + Math.min(px, TILE_PIXELS - 1)];
    }

    byte[] tile(int tx, int ty) {
        long key = StreetIndex.key(tx, ty);
        byte[] known = tiles.get(key);
        if (known != null) {
            return known;
        }
        List<Stretch> near = streets.near(tx, ty);
        byte[] painted = near.isEmpty() ? bare : paint(tx, ty, near);
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
            double half = s.road().halfWidthMetres();
            double along = s.along(x, y);
            double clamped = Math.clamp(along, 0, s.length());
            double away = Math.hypot(x - s.x() - clamped * s.dx(), y - s.y() - clamped * s.dy());
            if (away < half - 0.45) {
                inside++;
                // Three metres of paint, three of none.
                centre |= !s.road().oneWay() && along == clamped && away < 0.14 && (s.start() + along) % 6 < 3;
            } else if (away < half) {
                edge |= away < half - 0.15;
                pavement |= away >= half - 0.15;
            } else {
                pavement |= away < half + PAVEMENT_METRES;
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
}
