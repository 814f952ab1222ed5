package robotaxi.onboard.door;

/** Too little is known of the car's own motion to decide. */
public final class HistoryTooShortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is missing. */
    public HistoryTooShortException(String message) {
        super(message);
    }
}
