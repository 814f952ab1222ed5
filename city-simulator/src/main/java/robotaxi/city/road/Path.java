package robotaxi.city.road;

import java.util.Arrays;

/** A line that is driven along, measured in metres from its start. */
public final class Path {
    private final double[] xs;
    private final double[] ys;
    private final double[] travelled;

    /** A line through at least two points; repeated points are dropped. */
    public Path(double[] xs, double[] ys) {
        int count = 0;
        double[] keptX = new double[xs.length];
        double[] keptY = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            if (count == 0 || Math.hypot(xs[i] - keptX[count - 1], ys[i] - keptY[count - 1]) > 0.01) {
                keptX[count] = xs[i];
                keptY[count] = ys[i];
                count++;
            }
        }
        if (count < 2) {
            throw new IllegalArgumentException("A path needs two different points");
        }
        this.xs = Arrays.copyOf(keptX, count);
        this.ys = Arrays.copyOf(keptY, count);
        this.travelled = new double[count];
        for (int i = 1; i < count; i++) {
            travelled[i] = travelled[i - 1] + Math.hypot(this.xs[i] - this.xs[i - 1], this.ys[i] - this.ys[i - 1]);
        }
    }

    /** Length, metres. */
    public double lengthMetres() {
        return travelled[travelled.length - 1];
    }

    /** Number of points. */
    public int size() {
        return xs.length;
    }

    /** East metres of one point. */
    public double x(int index) {
        return xs[index];
    }

    /** North metres of one point. */
    public double y(int index) {
        return ys[index];
    }

    /** Place and direction at a distance, held at the ends. */
    public Pose at(double metres) {
        int i = segmentAt(metres);
        double part = Math.clamp((metres - travelled[i]) / (travelled[i + 1] - travelled[i]), 0, 1);
        double heading = Math.atan2(ys[i + 1] - ys[i], xs[i + 1] - xs[i]);
        return new Pose(xs[i] + part * (xs[i + 1] - xs[i]), ys[i] + part * (ys[i + 1] - ys[i]), heading);
    }

    /** Distance along the path of its nearest point, looked for between two distances. */
    public double project(double x, double y, double fromMetres, double toMetres) {
        double best = Double.MAX_VALUE;
        double answer = fromMetres;
        for (int i = segmentAt(fromMetres); i < xs.length - 1 && travelled[i] <= toMetres; i++) {
            double dx = xs[i + 1] - xs[i];
            double dy = ys[i + 1] - ys[i];
            double part = Math.clamp(((x - xs[i]) * dx + (y - ys[i]) * dy) / (dx * dx + dy * dy), 0, 1);
            double away = Math.hypot(xs[i] + part * dx - x, ys[i] + part * dy - y);
            if (away < best) {
                best = away;
                answer = travelled[i] + part * (travelled[i + 1] - travelled[i]);
            }
        }
        return answer;
    }

    /** Speed that keeps sideways acceleration within a limit at a distance, metres a second. */
    public double cornerSpeedAt(double metres, double lateralLimit) {
        double reach = 4;
        double turned =
                Pose.wrapped(at(metres + reach).heading() - at(metres - reach).heading());
        double curvature = Math.abs(turned) / (2 * reach);
        return Math.max(2.5, Math.sqrt(lateralLimit / Math.max(curvature, 1e-4)));
    }

    /** The same line shifted to the left, or to the right where negative, in evenly spaced points and smoothed corners. */
    public Path shifted(double leftMetres, double spacingMetres) {
        int count = Math.max(2, (int) Math.ceil(lengthMetres() / spacingMetres) + 1);
        double[] sx = new double[count];
        double[] sy = new double[count];
        double reach = 3;
        for (int i = 0; i < count; i++) {
            double s = lengthMetres() * i / (count - 1);
            Pose here = at(s);
            Pose before = at(s - reach);
            Pose after = at(s + reach);
            double heading = Math.atan2(after.y() - before.y(), after.x() - before.x());
            double x = 0.5 * here.x() + 0.25 * (before.x() + after.x());
            double y = 0.5 * here.y() + 0.25 * (before.y() + after.y());
            if (s < reach || s > lengthMetres() - reach) {
                x = here.x();
                y = here.y();
            }
            sx[i] = x - leftMetres * Math.sin(heading);
            sy[i] = y + leftMetres * Math.cos(heading);
        }
        return new Path(sx, sy);
    }

    private int segmentAt(double metres) {
        int found = Arrays.binarySearch(travelled, metres);
        int index = found >= 0 ? found : -found - 2;
        return Math.clamp(index, 0, xs.length - 2);
    }
}
