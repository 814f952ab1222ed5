package robotaxi.onboard.shadow;

import robotaxi.onboard.model.Actions;

/** nuPlan's bounds of a comfortable drive, for one car as for another. */
final class Comfort {
    private static final double HARDEST_BRAKING = -4.05;
    private static final double STRONGEST_ACCELERATION = 2.40;
    private static final double MOST_LATERAL = 4.89;
    private static final double MOST_YAW_RATE = 0.95;
    private static final int LOOKED_AT = 30;

    private Comfort() {}

    /** Whether actions that begin at a speed leave them within 3 s. */
    static boolean isLeftBy(Actions actions, double speed) {
        double v = Math.max(0, speed);
        for (int k = 0; k < LOOKED_AT; k++) {
            double next = Math.max(0, v + actions.accelerations()[k] * Actions.STEP_SECONDS);
            double acceleration = (next - v) / Actions.STEP_SECONDS;
            double yawRate = actions.curvatures()[k] * next;
            if (acceleration < HARDEST_BRAKING
                    || acceleration > STRONGEST_ACCELERATION
                    || Math.abs(yawRate * next) > MOST_LATERAL
                    || Math.abs(yawRate) > MOST_YAW_RATE) {
                return true;
            }
            v = next;
        }
        return false;
    }
}
