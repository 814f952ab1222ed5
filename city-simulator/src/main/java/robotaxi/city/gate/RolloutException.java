package robotaxi.city.gate;

/** A rollout has failed: it counts as one, with the reason. */
public final class RolloutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a reason for people. */
    public RolloutException(String message) {
        super(message);
    }

    /** With a reason and its cause. */
    public RolloutException(String message, Throwable cause) {
        super(message, cause);
    }
}
