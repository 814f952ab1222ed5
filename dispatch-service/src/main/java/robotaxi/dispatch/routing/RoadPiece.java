package robotaxi.dispatch.routing;

/**
 * One direction of a road between two crossings.
 *
 * @param number the same for the same map, whatever is barred
 * @param roadClass as OpenStreetMap's {@code highway}, for instance {@code residential}
 * @param mapMetresPerSecond speed that the map expects of a car here, above 0
 */
public record RoadPiece(int number, String roadClass, double mapMetresPerSecond) {}
