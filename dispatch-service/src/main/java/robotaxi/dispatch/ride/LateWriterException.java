package robotaxi.dispatch.ride;

import robotaxi.kit.problem.FleetException;

/** A ride changed after it was read; nothing was written. */
public class LateWriterException extends FleetException {
    private static final long serialVersionUID = 1L;

    /** For this ride. */
    public LateWriterException(RideId id) {
        super(RideError.CHANGED_MEANWHILE, "Ride " + id.value() + " changed meanwhile");
    }
}
