package robotaxi.benchmarks.evidence;

/**
 * What was told of a car's link.
 *
 * @param epoch fencing number of the session that it speaks of
 */
public record PresenceNews(String vehicleId, State state, long epoch) {
    /** Whether a session is open, or how it ended. */
    public enum State {
        /** It is open. */
        CONNECTED,
        /** It broke. */
        LOST,
        /** The car said farewell. */
        GONE
    }
}
