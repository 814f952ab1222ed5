package robotaxi.city.scene;

/**
 * A two-way road of four lanes, right-hand traffic.
 *
 * @param id unique in its scene
 * @param line the middle between the two directions
 */
public record Carriageway(String id, RoadLine line) {
    /** Width of a lane, metres. */
    public static final double LANE_METRES = 3.7;
    /** Lanes of one direction. */
    public static final int LANES = 2;
    /** From the middle to the edge of the road, metres. */
    public static final double HALF_WIDTH_METRES = LANES * LANE_METRES;

    /** How far left of the middle the centre of a lane of our direction lies; lane 0 is the inner one. */
    public static double laneLeftMetres(int lane) {
        return -(lane + 0.5) * LANE_METRES;
    }
}
