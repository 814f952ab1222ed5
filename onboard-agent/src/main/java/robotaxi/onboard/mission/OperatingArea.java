package robotaxi.onboard.mission;

import java.util.Arrays;
import java.util.List;

/**
 * Where the car may drive at all, in the local frame (metres, x east, y north): the outer boundary of its market. Everything that a look at it
 * needs is worked out when it is made; a look allocates nothing.
 *
 * @see <a href="https://www.iso.org/standard/78952.html">ISO 34503: taxonomy for the operational design domain</a>
 */
public final class OperatingArea {
    /**
     * So far beyond the line a car is still inside, so that a street on the border is. The line is drawn along streets' centre lines, and was
     * straightened by up to 4 m for its way to the car; routes lie 1.6 m beside the centre line, and the supervisor lets a car be 2.5 m beside its
     * route: 8.1 m, and something for the width of the car.
     */
    static final double TOLERANCE_METRES = 10;

    /** Where a route that is outside has crossed the line is looked for so far back: a street beside the line is driven until it turns away. */
    private static final double SLANT_METRES = 3 * TOLERANCE_METRES;

    /** A look at a route goes on by as much as it is away from the boundary, and by so much at least. */
    private static final double LEAST_STEP_METRES = 1;

    private static final int LEAST_CORNERS = 3;

    private final String marketId;
    private final long version;
    private final double[] x;
    private final double[] y;
    private final double[] dx;
    private final double[] dy;
    private final double[] squared;

    private OperatingArea(String marketId, long version, int edges) {
        this.marketId = marketId;
        this.version = version;
        x = new double[edges];
        y = new double[edges];
        dx = new double[edges];
        dy = new double[edges];
        squared = new double[edges];
    }

    /** A closed line: an outline or a hole. The last corner is joined to the first. */
    public static final class Ring {
        private final double[] x;
        private final double[] y;

        /**
         * The line through these corners, in order.
         *
         * @param x metres east
         * @param y metres north
         * @throws IllegalArgumentException if they are fewer than three, or not finite
         */
        public Ring(double[] x, double[] y) {
            if (x.length < LEAST_CORNERS || x.length != y.length) {
                throw new IllegalArgumentException("a ring has at least three corners");
            }
            if (!Arrays.stream(x).allMatch(Double::isFinite)
                    || !Arrays.stream(y).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("a corner is nowhere");
            }
            this.x = x.clone();
            this.y = y.clone();
        }
    }

    /**
     * The area between these rings. Polygons must not overlap: a place is inside if an odd number of rings is around it.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static OperatingArea of(String marketId, long version, List<Ring> rings) {
        if (rings.isEmpty()) {
            throw new IllegalArgumentException("an operating area has an outline");
        }
        OperatingArea area = new OperatingArea(
                marketId,
                version,
                rings.stream().mapToInt(ring -> ring.x.length).sum());
        int edge = 0;
        for (Ring ring : rings) {
            int corners = ring.x.length;
            for (int i = 0; i < corners; i++) {
                int next = (i + 1) % corners;
                area.put(edge++, ring.x[i], ring.y[i], ring.x[next], ring.y[next]);
            }
        }
        return area;
    }

    private void put(int edge, double fromX, double fromY, double toX, double toY) {
        x[edge] = fromX;
        y[edge] = fromY;
        dx[edge] = toX - fromX;
        dy[edge] = toY - fromY;
        squared[edge] = dx[edge] * dx[edge] + dy[edge] * dy[edge];
    }

    /** Whose area it is. */
    public String marketId() {
        return marketId;
    }

    /** Which of its market. */
    public long version() {
        return version;
    }

    /** Metres to the place where inside becomes outside, tolerance and all: negative outside. Nobody who moves by less changes sides. */
    double roomMetres(double px, double py) {
        double nearest = Double.MAX_VALUE;
        boolean inside = false;
        for (int i = 0; i < x.length; i++) {
            double east = px - x[i];
            double north = py - y[i];
            double share = squared[i] == 0 ? 0 : Math.clamp((east * dx[i] + north * dy[i]) / squared[i], 0, 1);
            double offX = east - share * dx[i];
            double offY = north - share * dy[i];
            nearest = Math.min(nearest, offX * offX + offY * offY);
            boolean straddles = (north < 0) != (north < dy[i]);
            if (straddles && east < dx[i] * north / dy[i]) {
                inside = !inside;
            }
        }
        double line = Math.sqrt(nearest);
        return TOLERANCE_METRES + (inside ? line : -line);
    }

    /**
     * How a route lies in the area, from a way along it on. Endless is beyond the route's end.
     *
     * @param entersMetres from where on it is inside: the way itself if it is
     * @param leavesMetres where it crosses the boundary and goes outside after that
     */
    record Passage(double entersMetres, double leavesMetres) {
        /** Nothing outside may be driven but the way back in. */
        boolean staysInside() {
            return entersMetres < Double.POSITIVE_INFINITY && leavesMetres == Double.POSITIVE_INFINITY;
        }
    }

    Passage passage(RouteLine route, double fromMetres) {
        double enters = first(route, fromMetres, true);
        if (enters == Double.POSITIVE_INFINITY) {
            return new Passage(enters, enters);
        }
        double outside = first(route, enters, false);
        return new Passage(enters, outside == Double.POSITIVE_INFINITY ? outside : crossing(route, enters, outside));
    }

    private double first(RouteLine route, double fromMetres, boolean inside) {
        double s = fromMetres;
        while (true) {
            double room = roomMetres(route.xAt(s), route.yAt(s));
            if (room >= 0 == inside) {
                return s;
            }
            if (s >= route.lengthMetres()) {
                return Double.POSITIVE_INFINITY;
            }
            s = Math.min(route.lengthMetres(), s + Math.max(LEAST_STEP_METRES, Math.abs(room)));
        }
    }

    /** Where the route crosses the line itself on its way to a place outside; there, less the slant, if it ran beside the line before. */
    private double crossing(RouteLine route, double fromMetres, double outsideMetres) {
        double earliest = Math.max(fromMetres, outsideMetres - SLANT_METRES);
        double s = outsideMetres;
        while (s > earliest && roomMetres(route.xAt(s), route.yAt(s)) < TOLERANCE_METRES) {
            s -= LEAST_STEP_METRES;
        }
        return Math.max(earliest, s);
    }
}
