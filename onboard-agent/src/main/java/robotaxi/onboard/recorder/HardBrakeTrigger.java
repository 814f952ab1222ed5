package robotaxi.onboard.recorder;

/** Notices braking harder than 3.5 m/s2 for 0.2 s; once in 10 s. */
final class HardBrakeTrigger {
    private static final double THRESHOLD = -3.5;
    private static final long LASTS_US = 200_000;
    private static final long QUIET_US = 10_000_000;

    private long sinceUs = -1;
    private long lastUs = Long.MIN_VALUE / 2;
    private double peak;

    /** One measurement; true when it makes the moment a hard brake. */
    boolean measure(long timeUs, double acceleration) {
        if (acceleration > THRESHOLD) {
            sinceUs = -1;
            return false;
        }
        if (sinceUs < 0) {
            sinceUs = timeUs;
            peak = 0;
        }
        peak = Math.max(peak, -acceleration);
        if (timeUs - sinceUs < LASTS_US || timeUs - lastUs < QUIET_US) {
            return false;
        }
        lastUs = timeUs;
        return true;
    }

    /** Strongest deceleration of the braking, positive. */
    double peak() {
        return peak;
    }
}
