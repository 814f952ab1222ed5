package robotaxi.ota.rollout;

/** Has rollouts judged. */
@FunctionalInterface
public interface RolloutJudge {
    /** In a transaction of its own, as soon as the one under way has committed: who has locked a car does not wait for its rollout. */
    void soon(RolloutId id);
}
