package robotaxi.city.vehicle;

import java.util.List;
import robotaxi.city.road.Pose;

/**
 * A plan of the onboard agent: where the rear axle shall be at even steps of time.
 *
 * @param startMicros world time of the first place
 * @param stepMicros time between two places
 * @param places at least two
 */
public record Plan(long startMicros, long stepMicros, List<Pose> places) {

    /** A plan keeps its own list. */
    public Plan {
        if (places.size() < 2) {
            throw new IllegalArgumentException("A plan needs two places");
        }
        places = List.copyOf(places);
    }

    /** World time of the last place. */
    public long endMicros() {
        return startMicros + stepMicros * (places.size() - 1);
    }

    /** The wished place at a time, held at the ends. */
    public Pose at(long micros) {
        double step = Math.clamp((double) (micros - startMicros) / stepMicros, 0, places.size() - 1.0);
        int before = Math.min((int) step, places.size() - 2);
        double part = step - before;
        Pose a = places.get(before);
        Pose b = places.get(before + 1);
        double heading = a.heading() + part * Pose.wrapped(b.heading() - a.heading());
        return new Pose(a.x() + part * (b.x() - a.x()), a.y() + part * (b.y() - a.y()), heading);
    }

    /** The wished speed between a time and a tenth of a second later, metres a second. */
    public double speedAt(long micros) {
        Pose a = at(micros);
        Pose b = at(micros + 100_000);
        return a.distanceTo(b.x(), b.y()) * 10;
    }
}
