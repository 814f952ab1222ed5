package robotaxi.dispatch.routing;

import java.util.Optional;

/** Port: on which piece of road a car drives. */
@FunctionalInterface
public interface RoadPieces {
    /**
     * The piece that a moving car is on.
     *
     * @param headingDegrees clockwise from north
     * @return empty if no road is within some metres, or none that leads the way that the car looks
     */
    Optional<RoadPiece> pieceAt(Place place, double headingDegrees);
}
