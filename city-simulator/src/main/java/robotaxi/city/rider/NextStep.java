package robotaxi.city.rider;

/**
 * What a rider does next.
 * <pre>
 *   requested, matched, en-route ──▶ WAIT, or CANCEL by who gives up
 *   arrived ──▶ UNLOCK     boarding, seated ──▶ START     in-ride ──▶ WAIT     completed, cancelled-* ──▶ LEAVE
 * </pre>
 */
public enum NextStep {
    /** Look again later. */
    WAIT,
    /** Show the PIN at the car. */
    UNLOCK,
    /** Ask the car to go. */
    START,
    /** Think better of it. */
    CANCEL,
    /** It is over. */
    LEAVE;

    /** By the ride's state as dispatch names it. */
    public static NextStep of(String state, boolean boarded, boolean givesUp) {
        return switch (state) {
            case "requested", "matched", "en-route" -> givesUp ? CANCEL : WAIT;
            case "arrived" -> UNLOCK;
            case "boarding" -> boarded ? START : WAIT;
            case "completed" -> LEAVE;
            default -> state.startsWith("cancelled") ? LEAVE : WAIT;
        };
    }
}
