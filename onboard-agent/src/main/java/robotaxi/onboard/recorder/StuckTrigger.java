package robotaxi.onboard.recorder;

/**
 * Notices a car that does not move although it has somewhere to go: 20 s with nothing in its way, or 90 s behind something that does
 * not move either. Once, until it has moved again.
 */
final class StuckTrigger {
    private static final double STANDING_SPEED = 0.15;
    private static final double IN_THE_WAY_METRES = 15;
    private static final long FREE_PATIENCE_US = 20_000_000;
    private static final long BLOCKED_PATIENCE_US = 90_000_000;

    private long sinceUs = -1;
    private boolean told;

    /** One decision; true when it makes the car stuck. */
    boolean measure(long timeUs, boolean mayGo, double speed, double gapMetres) {
        if (!mayGo || Math.abs(speed) > STANDING_SPEED || timeUs < sinceUs) {
            sinceUs = -1;
            told = false;
            return false;
        }
        if (sinceUs < 0) {
            sinceUs = timeUs;
        }
        boolean isBlocked = gapMetres >= 0 && gapMetres < IN_THE_WAY_METRES;
        if (told || timeUs - sinceUs < (isBlocked ? BLOCKED_PATIENCE_US : FREE_PATIENCE_US)) {
            return false;
        }
        told = true;
        return true;
    }
}
