package robotaxi.onboard.recorder;

/** Notices a model that says it is not sure, for a second of driving. */
final class UnsureTrigger {
    private static final double LEAST_CONFIDENCE = 0.35;
    private static final double MOVING_SPEED = 1;
    private static final long LASTS_US = 1_000_000;

    private long sinceUs = -1;

    /** One plan of the model; true when it makes the model unsure. */
    boolean measure(long timeUs, double confidence, double speed) {
        if (confidence >= LEAST_CONFIDENCE || speed < MOVING_SPEED || timeUs < sinceUs) {
            sinceUs = -1;
            return false;
        }
        if (sinceUs < 0) {
            sinceUs = timeUs;
        }
        return timeUs - sinceUs >= LASTS_US;
    }
}
