package robotaxi.city.gate;

import java.util.List;
import robotaxi.city.road.Pose;
import robotaxi.city.scene.Carriageway;
import robotaxi.city.scene.RoadLine;

/** The lanes of a scene, as the scoring asks about them. Not for use by two threads at once. */
public final class Lanes {
    private static final double WRONG_WAY = Math.toRadians(120);

    private final List<Carriageway> roads;
    private final RoadLine.Spot spot = new RoadLine.Spot();

    /** The lanes of some roads. */
    public Lanes(List<Carriageway> roads) {
        this.roads = List.copyOf(roads);
    }

    /**
     * The box has left the lanes: they do not hold it, and it touches their outer edge. A box that lies beyond the edge
     * altogether does not touch it and does not count, as with AlpaSim; at ten looks a second no car gets there unseen.
     */
    boolean offroad(RoundedBox box) {
        boolean inside = false;
        boolean outside = false;
        for (double[] point : box.outline()) {
            if (within(point[0], point[1]) >= 0) {
                inside = true;
            } else {
                outside = true;
            }
        }
        return inside && outside;
    }

    /** From the box to the lanes' outer edge, metres; 0 where they do not hold it. */
    double toBoundary(RoundedBox box) {
        double least = Double.MAX_VALUE;
        for (double[] point : box.outline()) {
            least = Math.min(least, within(point[0], point[1]));
        }
        return Math.max(0, least);
    }

    /** A lane under the box's middle leads another way. */
    boolean wrongWay(Pose centre) {
        for (Carriageway road : roads) {
            road.line().locate(centre.x(), centre.y(), spot);
            if (Math.abs(spot.leftMetres()) < Carriageway.HALF_WIDTH_METRES) {
                double lane = road.line().at(spot.alongMetres()).heading() + (spot.leftMetres() > 0 ? Math.PI : 0);
                if (Math.abs(Pose.wrapped(centre.heading() - lane)) > WRONG_WAY) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How far inside the lanes a point lies, metres; negative outside. */
    private double within(double x, double y) {
        double deepest = -Double.MAX_VALUE;
        for (Carriageway road : roads) {
            road.line().locate(x, y, spot);
            boolean beside =
                    spot.alongMetres() < 0 || spot.alongMetres() > road.line().lengthMetres();
            if (!beside) {
                deepest = Math.max(deepest, Carriageway.HALF_WIDTH_METRES - Math.abs(spot.leftMetres()));
            }
        }
        return deepest;
    }
}
