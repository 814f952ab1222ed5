package robotaxi.dispatch.ride;

/** A ride changed after it was read; nothing was written. */
public class LateWriterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For this ride. */
    public LateWriterException(RideId id) {
        super("Ride " + id.value() + " changed meanwhile");
    }
}
