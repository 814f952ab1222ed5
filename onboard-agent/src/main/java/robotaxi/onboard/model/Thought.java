package robotaxi.onboard.model;

/**
 * How a plan came about.
 *
 * @param asked the way that was asked for
 * @param thinking the way that was gone: a full thought that is stopped may end as a reflex
 * @param cutShort the words were ended before the model did
 * @param flowSteps steps from noise to actions
 * @param nanos from the first look to the plan
 */
public record Thought(Thinking asked, Thinking thinking, boolean cutShort, int flowSteps, long nanos) {
    /** Of a model that has no words to think in. */
    public static final Thought AT_ONCE = new Thought(Thinking.REFLEX, Thinking.REFLEX, false, 0, 0);
}
