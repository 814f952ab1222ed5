package robotaxi.onboard.model;

import java.util.List;

/**
 * What the model wants to do, and why.
 *
 * @param accelerations [64] metres a second squared, 0.1 s each
 * @param curvatures [64] 1/m, left positive
 * @param reasoning a short sentence; empty when there was none
 * @param metaAction short word for the action
 * @param confidence 0 to 1
 * @param thought how it came about
 * @param otherSamples more of what the same reasoning could lead to
 */
@SuppressWarnings("ArrayRecordComponent") // tensors: handed over, never compared
public record Plan(
        float[] accelerations,
        float[] curvatures,
        String reasoning,
        String metaAction,
        double confidence,
        Thought thought,
        List<Actions> otherSamples) {
    /** Of a model that thinks in one way only. */
    public Plan(float[] accelerations, float[] curvatures, String reasoning, String metaAction, double confidence) {
        this(accelerations, curvatures, reasoning, metaAction, confidence, Thought.AT_ONCE, List.of());
    }

    /** What is to be done. */
    public Actions actions() {
        return new Actions(accelerations, curvatures);
    }

    /** The same actions under other words: those that were last said, where this plan has none of its own. */
    public Plan withReasoning(String words) {
        return new Plan(accelerations, curvatures, words, metaAction, confidence, thought, otherSamples);
    }
}
