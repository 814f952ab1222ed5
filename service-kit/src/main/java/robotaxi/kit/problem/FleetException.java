package robotaxi.kit.problem;

import org.jspecify.annotations.Nullable;

/** A request that cannot be served, with the code that says why. */
public class FleetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final @Nullable String currentState;

    /**
     * An error with a detail.
     *
     * @param code the reason
     * @param detail what of this request, for people
     */
    public FleetException(ErrorCode code, String detail) {
        this(code, detail, null, null);
    }

    /**
     * A conflict that names the state it met.
     *
     * @param code the reason
     * @param detail what of this request, for people
     * @param currentState the state as the API names it
     * @param cause what led to it
     */
    public FleetException(ErrorCode code, String detail, @Nullable String currentState, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.currentState = currentState;
    }

    /** The reason. */
    public ErrorCode code() {
        return code;
    }

    /** The state met, or null. */
    public @Nullable String currentState() {
        return currentState;
    }
}
