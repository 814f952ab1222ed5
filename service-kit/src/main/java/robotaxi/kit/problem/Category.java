package robotaxi.kit.problem;

/** What a caller should do about an error. */
public enum Category {
    /** Change the request. */
    CALLER(422),
    /** Nothing, until somebody lets the caller again. */
    FORBIDDEN(403),
    /** There is no such thing. */
    UNKNOWN(404),
    /** Look at the current state, choose again. */
    REFUSED(409),
    /** Read again, decide again. */
    STALE(409),
    /** What the caller has seen is no longer so: read again, decide again. */
    OUTDATED(412),
    /** Wait, then repeat with the same idempotency key. */
    BUSY(429),
    /** Nothing; we are told. */
    FAULT(500);

    private final int status;

    Category(int status) {
        this.status = status;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }
}
