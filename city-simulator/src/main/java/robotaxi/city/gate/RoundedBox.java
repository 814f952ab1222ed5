package robotaxi.city.gate;

import robotaxi.city.road.Pose;

/**
 * A box as AlpaSim compares it: shrunk by 2 %, its corners rounded by a quarter of its shorter side.
 */
public final class RoundedBox {
    private static final double KEPT = 0.98;
    private static final double TOUCHING_METRES = 1e-3;

    private final Pose centre;
    private final double halfLength;
    private final double halfWidth;
    private final double radius;

    private RoundedBox(Pose centre, double length, double width) {
        this.centre = centre;
        this.halfLength = length * KEPT / 2;
        this.halfWidth = width * KEPT / 2;
        this.radius = Math.min(halfLength, halfWidth) / 2;
    }

    /** The box of so many metres around a middle. */
    public static RoundedBox of(Pose centre, double length, double width) {
        return new RoundedBox(centre, length, width);
    }

    /** The box's middle. */
    public Pose centre() {
        return centre;
    }

    /** Between the two outlines, metres; 0 where they overlap. */
    public double distanceTo(RoundedBox other) {
        return Math.max(0, coreDistance(core(), other.core()) - radius - other.radius);
    }

    /** Whether the two have a point in common. */
    public boolean overlaps(RoundedBox other) {
        double reach = halfLength + other.halfLength + halfWidth + other.halfWidth;
        return centre.distanceTo(other.centre.x(), other.centre.y()) < reach
                && coreDistance(core(), other.core()) < radius + other.radius;
    }

    /** The straight part of our front end is touched. */
    boolean frontTouchedBy(RoundedBox other) {
        return endTouchedBy(other, halfLength);
    }

    /** The straight part of our rear end is touched. */
    boolean rearTouchedBy(RoundedBox other) {
        return endTouchedBy(other, -halfLength);
    }

    private boolean endTouchedBy(RoundedBox other, double along) {
        double across = halfWidth - radius;
        double[][] end = {corner(along, across), corner(along, -across)};
        return coreDistance(end, other.core()) <= other.radius + TOUCHING_METRES;
    }

    /** Points along the outline, close together where it is round. */
    double[][] outline() {
        double[][] points = new double[32][];
        double[][] signs = {{1, 1}, {-1, 1}, {-1, -1}, {1, -1}};
        for (int quarter = 0; quarter < 4; quarter++) {
            for (int i = 0; i < 8; i++) {
                double angle = Math.PI / 2 * (quarter + i / 7.0);
                points[quarter * 8 + i] = corner(
                        signs[quarter][0] * (halfLength - radius) + radius * Math.cos(angle),
                        signs[quarter][1] * (halfWidth - radius) + radius * Math.sin(angle));
            }
        }
        return points;
    }

    private double[][] core() {
        double along = halfLength - radius;
        double across = halfWidth - radius;
        return new double[][] {
            corner(along, across), corner(-along, across), corner(-along, -across), corner(along, -across)
        };
    }

    private double[] corner(double along, double across) {
        Pose at = centre.moved(along, across, 0);
        return new double[] {at.x(), at.y()};
    }

    /** Between two convex outlines (or a segment), 0 where they meet. */
    private static double coreDistance(double[][] a, double[][] b) {
        if (inside(a, b[0]) || inside(b, a[0])) {
            return 0;
        }
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i < a.length; i++) {
            double[] a0 = a[i];
            double[] a1 = a[(i + 1) % a.length];
            for (int j = 0; j < b.length; j++) {
                nearest = Math.min(nearest, segments(a0, a1, b[j], b[(j + 1) % b.length]));
            }
        }
        return nearest;
    }

    private static boolean inside(double[][] outline, double[] point) {
        if (outline.length < 3) {
            return false;
        }
        for (int i = 0; i < outline.length; i++) {
            if (side(outline[i], outline[(i + 1) % outline.length], point) < 0) {
                return false;
            }
        }
        return true;
    }

    private static double side(double[] from, double[] to, double[] point) {
        return (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]);
    }

    private static double segments(double[] a0, double[] a1, double[] b0, double[] b1) {
        boolean cross = side(a0, a1, b0) * side(a0, a1, b1) < 0 && side(b0, b1, a0) * side(b0, b1, a1) < 0;
        if (cross) {
            return 0;
        }
        return Math.min(
                Math.min(toSegment(a0, b0, b1), toSegment(a1, b0, b1)),
                Math.min(toSegment(b0, a0, a1), toSegment(b1, a0, a1)));
    }

    private static double toSegment(double[] point, double[] from, double[] to) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double square = dx * dx + dy * dy;
        double part =
                square == 0 ? 0 : Math.clamp(((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square, 0, 1);
        return Math.hypot(from[0] + part * dx - point[0], from[1] + part * dy - point[1]);
    }
}
