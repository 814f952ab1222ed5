package robotaxi.onboard.assistance;

/** What the car makes of an advice. */
public sealed interface AdviceVerdict {
    /** It goes by it. */
    record Accepted() implements AdviceVerdict {}

    /** It does not. */
    record Refused(Reason reason, String detail) implements AdviceVerdict {}

    /** Every reason for a "no". */
    enum Reason {
        /** The car asks nothing, or something else. */
        NO_QUESTION("assistance.no-question"),
        /** The time of the question is over. */
        EXPIRED("assistance.expired"),
        /** The person has seen another scene than the car sees now, or too long ago. */
        STALE_SCENE("assistance.stale-scene"),
        /** The scene offers no such thing. */
        UNKNOWN_OPTION("assistance.unknown-option"),
        /** The same advice, or another to the same question, was taken before. */
        ADVISED_ALREADY("assistance.advised-already"),
        /** The car moves. */
        MOVING("assistance.moving"),
        /** An emergency holds the car. */
        HELD("assistance.held"),
        /** The way leads too far from the route, or into a closed area. */
        OUTSIDE_AREA("assistance.outside-area"),
        /** No car can drive that way. */
        NOT_DRIVABLE("assistance.not-drivable"),
        /** Something is, or may come, in that way. */
        UNSAFE("assistance.unsafe"),
        /** The advice says nothing that the car understands. */
        MALFORMED("assistance.malformed");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** As the fleet reads it. */
        public String code() {
            return code;
        }
    }
}
