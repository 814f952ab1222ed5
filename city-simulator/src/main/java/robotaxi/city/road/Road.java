package robotaxi.city.road;

/**
 * One driving direction of a road between two junctions.
 *
 * @param id index in the graph
 * @param from junction where it starts
 * @param to junction where it ends
 * @param line the middle of the roadway, in driving direction
 * @param speedLimitMetresPerSecond legal speed
 * @param oneWay nobody drives the other way
 * @param halfWidthMetres from the middle to the kerb
 */
public record Road(
        int id, int from, int to, Path line, double speedLimitMetresPerSecond, boolean oneWay, double halfWidthMetres) {

    /** How far right of the middle a vehicle drives. */
    public double laneOffsetMetres() {
        return oneWay ? 0 : halfWidthMetres / 2;
    }
}
