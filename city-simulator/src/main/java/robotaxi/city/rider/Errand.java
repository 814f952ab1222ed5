package robotaxi.city.rider;

import java.util.random.RandomGenerator;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.road.RoadGraph;

/**
 * What one rider wants: from here to there.
 *
 * @param fromX pick-up, metres east
 * @param fromY pick-up, metres north
 * @param toX drop-off, metres east
 * @param toY drop-off, metres north
 * @param givesUp cancels before the car comes
 */
public record Errand(double fromX, double fromY, double toX, double toY, boolean givesUp) {
    private static final double SHORTEST_METRES = 400;
    private static final double LONGEST_METRES = 3000;
    private static final double GIVES_UP = 0.05;

    /** A chance errand between two places at the roads within a radius around the origin. */
    public static Errand any(RoadGraph graph, double radiusMetres, RandomGenerator chance) {
        for (int tries = 0; tries < 1000; tries++) {
            Pose from = place(graph, radiusMetres, chance);
            Pose to = place(graph, radiusMetres, chance);
            double straight = from.distanceTo(to.x(), to.y());
            if (straight >= SHORTEST_METRES && straight <= LONGEST_METRES) {
                return new Errand(from.x(), from.y(), to.x(), to.y(), chance.nextDouble() < GIVES_UP);
            }
        }
        throw new IllegalStateException("No two places far enough from each other within the radius");
    }

    private static Pose place(RoadGraph graph, double radiusMetres, RandomGenerator chance) {
        Path line = graph.anyWithin(radiusMetres, chance).line();
        return line.at(line.lengthMetres() * (0.2 + 0.6 * chance.nextDouble()));
    }
}
