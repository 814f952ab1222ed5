package robotaxi.onboard.recorder;

/** Notices that the supervisor has driven for two seconds where the model was to drive. Once, until the model drives again. */
final class DisengagementTrigger {
    private static final long LASTS_US = 2_000_000;
    private static final double MOVING_SPEED = 1;

    private boolean modelDrove;
    private long sinceUs = -1;

    /**
     * One decision; true when it makes the change one of who drives.
     *
     * @param source who made the plan that is driven
     */
    boolean measure(long timeUs, String source, double speed) {
        boolean isModel = source.equals("model") || source.equals("retimed");
        boolean isSupervisor = source.equals("fallback") || source.equals("minimal-risk");
        if (isModel || !isSupervisor || timeUs < sinceUs) {
            modelDrove = isModel || (modelDrove && !source.equals("standing"));
            sinceUs = -1;
            return false;
        }
        if (sinceUs < 0) {
            sinceUs = timeUs;
        }
        if (!modelDrove || speed < MOVING_SPEED || timeUs - sinceUs < LASTS_US) {
            return false;
        }
        modelDrove = false;
        return true;
    }
}
