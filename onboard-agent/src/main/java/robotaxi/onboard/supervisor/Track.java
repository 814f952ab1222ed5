package robotaxi.onboard.supervisor;

/**
 * Something that the radar follows, in the local frame.
 *
 * @param x east of the origin, metres, its middle
 * @param y north of the origin
 * @param velocityX metres a second to the east
 * @param velocityY metres a second to the north
 */
public record Track(
        String id,
        double x,
        double y,
        double velocityX,
        double velocityY,
        double lengthMetres,
        double widthMetres,
        String kind) {}
