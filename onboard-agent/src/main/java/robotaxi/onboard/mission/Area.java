package robotaxi.onboard.mission;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** A part of the ground in the local frame (metres, x east, y north): a polygon, its last corner joined to the first. */
public final class Area {
    /** From the point that follows the route, the rear axle, to the front bumper, and a little more. */
    private static final double ROOM_AHEAD_METRES = 6;

    /** From the rear axle to the rear bumper, and a little more. */
    private static final double ROOM_BEHIND_METRES = 2;

    private static final double SAME_METRES = 1e-6;

    private final double[] x;
    private final double[] y;

    private Area(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /**
     * Where along a route a car may stand that must not be in an area.
     *
     * @param fromMetres way from the route's start
     * @param toMetres way from the route's start
     */
    record Stretch(double fromMetres, double toMetres) {}

    /**
     * The area within these corners, in order.
     *
     * @throws IllegalArgumentException if they are fewer than three, or not finite
     */
    public static Area of(double[] xs, double[] ys) {
        if (xs.length < 3 || xs.length != ys.length) {
            throw new IllegalArgumentException("an area has at least three corners");
        }
        if (!Arrays.stream(xs).allMatch(Double::isFinite) || !Arrays.stream(ys).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a corner is nowhere");
        }
        return new Area(xs.clone(), ys.clone());
    }

    /** Whether a place lies within; by the parity of edges to its right. */
    public boolean contains(double px, double py) {
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            boolean straddles = (y[i] > py) != (y[j] > py);
            if (straddles && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }

    /**
     * Where a car that is so far along the route may stop, when the rest of the route must not be driven to its end: before it
     * enters, and if it is inside now, after it has left; where it is, if the route does not lead out.
     *
     * @return empty if nothing is in the way: the route stays outside, or leaves and does not come back
     */
    Optional<Stretch> freeStretch(RouteLine route, double hereMetres) {
        double from = hereMetres;
        if (contains(route.xAt(from), route.yAt(from))) {
            OptionalDouble exit = first(route, from, false);
            if (exit.isEmpty()) {
                return Optional.of(new Stretch(hereMetres, hereMetres));
            }
            from = exit.getAsDouble();
        }
        OptionalDouble entry = first(route, from, true);
        double first = from > hereMetres ? from + ROOM_BEHIND_METRES : from;
        return entry.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stretch(first, entry.getAsDouble() - ROOM_AHEAD_METRES));
    }

    /** The first way, at or after another, from which the route lies inside, or outside, for a while. */
    private OptionalDouble first(RouteLine route, double fromMetres, boolean inside) {
        TreeSet<Double> cuts = new TreeSet<>();
        cuts.add(fromMetres);
        cuts.add(Math.max(fromMetres, route.lengthMetres()));
        for (int i = 0; i + 1 < route.points(); i++) {
            for (int a = 0, b = x.length - 1; a < x.length; b = a++) {
                double cut = route.crossing(i, x[a], y[a], x[b], y[b]);
                if (cut > fromMetres) {
                    cuts.add(cut);
                }
            }
        }
        double before = Double.NaN;
        for (double cut : cuts) {
            double middle = (before + cut) / 2;
            if (cut - before > SAME_METRES && contains(route.xAt(middle), route.yAt(middle)) == inside) {
                return OptionalDouble.of(before);
            }
            before = cut;
        }
        return OptionalDouble.empty();
    }
}
