package robotaxi.dispatch.routing;

/** How much longer a piece of road takes than the map says. */
@FunctionalInterface
public interface Slowdown {
    /** As the map says. */
    Slowdown NONE = (piece, roadClass) -> 1;

    /**
     * Of one piece.
     *
     * @param piece number as a {@link RoadPiece} has it
     * @param roadClass as OpenStreetMap's {@code highway}
     * @return above 0; 1 for the map's own time
     */
    double of(int piece, String roadClass);
}
