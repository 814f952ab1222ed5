package robotaxi.city.scene;

/**
 * What decides the driving at a moment.
 *
 * @param cause what it is
 * @param gapMetres from the front bumper to it, NaN where there is no such thing
 */
public record Thought(Cause cause, double gapMetres) {

    /** What may decide. */
    public enum Cause {
        /** Nothing. */
        CLEAR_ROAD,
        /** Nothing but wet road. */
        RAIN,
        /** The road bends to the left. */
        LEFT_CURVE,
        /** The road bends to the right. */
        RIGHT_CURVE,
        /** A vehicle ahead drives. */
        LEAD,
        /** A vehicle ahead brakes. */
        LEAD_BRAKES,
        /** A vehicle ahead stands. */
        LEAD_STANDS,
        /** A vehicle moves into our lane. */
        CUT_IN,
        /** Somebody crosses. */
        PEDESTRIAN,
        /** Somebody on a bicycle is to be passed. */
        CYCLIST,
        /** Somebody on a scooter is to be passed. */
        SCOOTER,
        /** A parked vehicle is to be passed. */
        PARKED,
        /** Cones are to be passed. */
        CONES,
        /** An emergency vehicle is to be passed. */
        EMERGENCY,
        /** A person tells us to stop. */
        HAND_SIGNAL,
        /** Oncoming traffic goes first. */
        YIELD,
        /** The way to turn left is free. */
        TURN_LEFT
    }

    /** A thought about nothing at any distance. */
    static Thought of(Cause cause) {
        return new Thought(cause, Double.NaN);
    }
}
