package robotaxi.city.gate;

import java.util.List;
import robotaxi.city.road.Pose;

/** A path that was driven, point by point; points may repeat where the car stood. */
final class Track {
    private final List<Pose> points;
    private final double[] along;

    /**
     * The place of a path that is nearest to a point.
     *
     * @param alongMetres from the path's beginning
     * @param distanceMetres from the point to it
     */
    record Foot(double alongMetres, double distanceMetres) {}

    Track(List<Pose> points) {
        this.points = List.copyOf(points);
        this.along = new double[points.size()];
        for (int i = 1; i < along.length; i++) {
            along[i] = along[i - 1]
                    + points.get(i)
                            .distanceTo(points.get(i - 1).x(), points.get(i - 1).y());
        }
    }

    double lengthMetres() {
        return along[along.length - 1];
    }

    double lengthTo(int index) {
        return along[index];
    }

    /** The nearest place within the first metres of the path. */
    Foot foot(Pose point, double firstMetres) {
        Foot best = new Foot(
                0, point.distanceTo(points.getFirst().x(), points.getFirst().y()));
        for (int i = 0; i + 1 < along.length && along[i] < firstMetres; i++) {
            Pose a = points.get(i);
            Pose b = points.get(i + 1);
            double dx = b.x() - a.x();
            double dy = b.y() - a.y();
            double square = dx * dx + dy * dy;
            double most = along[i + 1] <= firstMetres ? 1 : (firstMetres - along[i]) / (along[i + 1] - along[i]);
            double part = square == 0
                    ? 0
                    : Math.clamp(((point.x() - a.x()) * dx + (point.y() - a.y()) * dy) / square, 0, most);
            double distance = point.distanceTo(a.x() + part * dx, a.y() + part * dy);
            if (distance < best.distanceMetres) {
                best = new Foot(along[i] + part * (along[i + 1] - along[i]), distance);
            }
        }
        return best;
    }
}
