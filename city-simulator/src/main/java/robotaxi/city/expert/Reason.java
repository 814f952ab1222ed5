package robotaxi.city.expert;

/** Why the expert drives as it does. */
public enum Reason {
    /** Nothing is in the way. */
    CLEAR_ROAD(0),
    /** A vehicle ahead sets the speed. */
    FOLLOW_LEAD(1),
    /** The vehicle ahead brakes. */
    LEAD_BRAKING(2),
    /** Somebody on foot is on the way. */
    PEDESTRIAN_AHEAD(3),
    /** The road bends. */
    CURVE_AHEAD(4),
    /** The route ends soon. */
    APPROACH_DESTINATION(5),
    /** There is nowhere to go now. */
    STAND_STILL(6),
    /** The car is faster than allowed. */
    SPEED_LIMIT(7);

    private final int index;

    Reason(int index) {
        this.index = index;
    }

    /** Place in the model's list of reasons. */
    public int index() {
        return index;
    }
}
