package robotaxi.ota.rollout;

/**
 * Id of a rollout.
 *
 * @param value UUID
 */
public record RolloutId(String value) {}
