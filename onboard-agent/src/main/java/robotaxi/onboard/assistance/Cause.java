package robotaxi.onboard.assistance;

/** Why the car asks. */
public enum Cause {
    /** Something that does not move stands in the way. */
    BLOCKED("Something stands in the lane and does not move"),
    /** The model is not sure of itself, or is overruled. */
    UNSURE("The car is not sure what to do here"),
    /** It stands in a minimal-risk condition that only a person ends. */
    STOPPED_ITSELF("The car has stopped by itself and waits until a person lets it go"),
    /** It stands because the release that drives may not do so any more. */
    NOT_PERMITTED("The release that drives may not drive any more: the car stands until another one does"),
    /** It stands because it is where it may not drive, or does not know any more where it may. */
    OUTSIDE_AREA("The car is outside of its operating area, or cannot read which one that is"),
    /** It stands and knows of no reason. */
    STUCK("The car stands and does not know why it cannot go on");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
