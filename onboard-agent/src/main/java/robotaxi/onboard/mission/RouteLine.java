package robotaxi.onboard.mission;

import java.util.Arrays;

/** A route as a line in the local frame (metres, x east, y north), with the legal speed of each stretch. */
public final class RouteLine {
    private static final double LEAST_METRES = 0.1;

    private final double[] x;
    private final double[] y;
    private final double[] s;
    private final double[] limits;

    private RouteLine(double[] x, double[] y, double[] s, double[] limits) {
        this.x = x;
        this.y = y;
        this.s = s;
        this.limits = limits;
    }

    /** Where a place lies along the line: way from its start, and distance to its left (negative: right), in metres. */
    public record Projection(double sMetres, double lateralMetres) {}

    /**
     * Makes a line of at least one point; points closer together than 5 cm are merged.
     *
     * @param limits metres a second from point i to i+1; one fewer than points
     */
    public static RouteLine of(double[] xs, double[] ys, double[] limits) {
        if (xs.length == 0 || xs.length != ys.length || limits.length < xs.length - 1) {
            throw new IllegalArgumentException("a route needs points and a speed limit between each two");
        }
        int n = 1;
        double[] x = new double[xs.length];
        double[] y = new double[xs.length];
        double[] s = new double[xs.length];
        double[] limit = new double[xs.length];
        x[0] = xs[0];
        y[0] = ys[0];
        for (int i = 1; i < xs.length; i++) {
            double step = Math.hypot(xs[i] - x[n - 1], ys[i] - y[n - 1]);
            if (step > 0.05) {
                x[n] = xs[i];
                y[n] = ys[i];
                s[n] = s[n - 1] + step;
                limit[n - 1] = limits[i - 1];
                n++;
            }
        }
        return new RouteLine(
                Arrays.copyOf(x, n), Arrays.copyOf(y, n), Arrays.copyOf(s, n), Arrays.copyOf(limit, Math.max(1, n)));
    }

    /** Way from start to end. */
    public double lengthMetres() {
        return s[s.length - 1];
    }

    /** The line as far as this way from its start, and never less than a step; the whole line if it is no longer. */
    public RouteLine upTo(double endMetres) {
        if (s.length == 1 || endMetres >= lengthMetres()) {
            return this;
        }
        double end = Math.max(endMetres, LEAST_METRES);
        int last = segmentAt(end) + 1;
        double[] toX = Arrays.copyOf(x, last + 1);
        double[] toY = Arrays.copyOf(y, last + 1);
        double[] toS = Arrays.copyOf(s, last + 1);
        toX[last] = xAt(end);
        toY[last] = yAt(end);
        toS[last] = end;
        return new RouteLine(toX, toY, toS, Arrays.copyOf(limits, last + 1));
    }

    /**
     * The line with other points in place of a stretch of it. Ways up to the stretch's start stay what they are.
     *
     * @param limit metres a second on the new points
     */
    public RouteLine replaced(double fromMetres, double toMetres, double[] xs, double[] ys, double limit) {
        int before = (int) Arrays.stream(s).filter(at -> at < fromMetres).count();
        int after = (int) Arrays.stream(s).filter(at -> at > toMetres).count();
        int n = before + 1 + xs.length + 1 + after;
        double[] toX = Arrays.copyOf(x, n);
        double[] toY = Arrays.copyOf(y, n);
        double[] toLimits = Arrays.copyOf(limits, n);
        toX[before] = xAt(fromMetres);
        toY[before] = yAt(fromMetres);
        System.arraycopy(xs, 0, toX, before + 1, xs.length);
        System.arraycopy(ys, 0, toY, before + 1, ys.length);
        Arrays.fill(toLimits, before, before + 1 + xs.length, limit);
        int end = before + 1 + xs.length;
        toX[end] = xAt(toMetres);
        toY[end] = yAt(toMetres);
        toLimits[end] = limitAt(toMetres);
        for (int i = 0; i < after; i++) {
            int from = s.length - after + i;
            toX[end + 1 + i] = x[from];
            toY[end + 1 + i] = y[from];
            toLimits[end + 1 + i] = limits[Math.min(from, limits.length - 1)];
        }
        return of(toX, toY, toLimits);
    }

    int points() {
        return s.length;
    }

    /** Way at which the stretch from point i to i+1 meets a line between two places; NaN if it does not. */
    double crossing(int i, double ax, double ay, double bx, double by) {
        double dx = x[i + 1] - x[i];
        double dy = y[i + 1] - y[i];
        double ex = bx - ax;
        double ey = by - ay;
        double across = dx * ey - dy * ex;
        double along = ((ax - x[i]) * ey - (ay - y[i]) * ex) / across;
        double share = ((ax - x[i]) * dy - (ay - y[i]) * dx) / across;
        boolean meets = along >= 0 && along <= 1 && share >= 0 && share <= 1;
        return meets ? s[i] + along * (s[i + 1] - s[i]) : Double.NaN;
    }

    /** The nearest place on the stretch between two ways from the start. */
    public Projection project(double px, double py, double fromMetres, double toMetres) {
        if (s.length == 1) {
            return new Projection(0, Math.hypot(px - x[0], py - y[0]));
        }
        double bestDistance = Double.MAX_VALUE;
        Projection best = new Projection(0, Math.hypot(px - x[0], py - y[0]));
        for (int i = segmentAt(fromMetres); i < s.length - 1 && s[i] <= toMetres; i++) {
            double dx = x[i + 1] - x[i];
            double dy = y[i + 1] - y[i];
            double length = s[i + 1] - s[i];
            double along = ((px - x[i]) * dx + (py - y[i]) * dy) / length;
            double low = Math.max(0, fromMetres - s[i]);
            double high = Math.max(low, Math.min(length, toMetres - s[i]));
            double clamped = Math.clamp(along, low, high);
            double distance = Math.hypot(x[i] + dx / length * clamped - px, y[i] + dy / length * clamped - py);
            if (distance < bestDistance - 1e-9) {
                bestDistance = distance;
                double side = dx * (py - y[i]) - dy * (px - x[i]);
                best = new Projection(s[i] + clamped, Math.copySign(distance, side));
            }
        }
        return best;
    }

    /** The first place on the whole line that is about as near as any: loops are joined early rather than late. */
    public Projection joinAt(double px, double py) {
        double nearest = Math.abs(project(px, py, 0, lengthMetres()).lateralMetres());
        for (double from = 0; from < lengthMetres(); from += 20) {
            Projection here = project(px, py, from, from + 20);
            if (Math.abs(here.lateralMetres()) <= nearest + 3) {
                return here;
            }
        }
        return project(px, py, 0, lengthMetres());
    }

    /** East of the origin at a way from the start; goes straight on beyond the end. */
    public double xAt(double sMetres) {
        int i = segmentAt(sMetres);
        return x[i] + (sMetres - s[i]) * Math.cos(headingAt(sMetres));
    }

    /** North of the origin. */
    public double yAt(double sMetres) {
        int i = segmentAt(sMetres);
        return y[i] + (sMetres - s[i]) * Math.sin(headingAt(sMetres));
    }

    /** Direction of the line, radians counter-clockwise from east. */
    public double headingAt(double sMetres) {
        if (s.length == 1) {
            return 0;
        }
        int i = segmentAt(sMetres);
        return Math.atan2(y[i + 1] - y[i], x[i + 1] - x[i]);
    }

    /** Legal speed there, metres a second. */
    public double limitAt(double sMetres) {
        double limit = limits[Math.min(segmentAt(sMetres), limits.length - 1)];
        return limit > 0 ? limit : 8.3;
    }

    private int segmentAt(double sMetres) {
        int found = Arrays.binarySearch(s, sMetres);
        int i = found >= 0 ? found : -found - 2;
        return Math.clamp(i, 0, Math.max(0, s.length - 2));
    }
}
