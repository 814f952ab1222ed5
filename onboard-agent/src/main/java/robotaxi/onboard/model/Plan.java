package robotaxi.onboard.model;

/**
 * What the model wants to do, and why.
 *
 * @param accelerations [64] metres a second squared, 0.1 s each
 * @param curvatures [64] 1/m, left positive
 * @param reasoning a short sentence
 * @param metaAction short word for the action
 * @param confidence 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // tensors: handed over, never compared
public record Plan(float[] accelerations, float[] curvatures, String reasoning, String metaAction, double confidence) {}
