package robotaxi.onboard.supervisor;

/** Arithmetic of keeping clear of what is ahead. SI units; speeds along our way. */
public final class SafeDistance {
    /** The hardest that the car ever brakes. */
    public static final double EMERGENCY_BRAKING = 8;

    /** From the sight of danger until the brakes bite. */
    static final double RESPONSE_SECONDS = 0.3;

    private static final double WORST_ACCELERATION = 1.0;
    private static final double OWN_LEAST_BRAKING = 4.5;
    private static final double OTHERS_HARDEST_BRAKING = 8.0;
    private static final double ONCOMING_SPEED = 0.5;
    private static final double SIDE_METRES = 0.15;
    private static final double SIDE_RESPONSE_SECONDS = 0.5;
    private static final double SIDE_ACCELERATION = 0.2;
    private static final double SIDE_BRAKING = 0.8;
    private static final double STANDING_GAP_METRES = 3.0;
    private static final double LEAST_GAP_METRES = 1.5;
    private static final double HEADWAY_SECONDS = 1.1;
    private static final double ACCELERATION = 1.5;
    private static final double COMFORT_BRAKING = 2.0;

    private SafeDistance() {}

    /**
     * Distance below which a hard stop of the one ahead could end in contact (responsibility-sensitive safety, same
     * direction); one that comes towards us counts as a standing one.
     */
    public static double leastGapMetres(double ownSpeed, double leadSpeed) {
        double afterResponse = ownSpeed + WORST_ACCELERATION * RESPONSE_SECONDS;
        double lead = Math.max(0, leadSpeed);
        double gap = ownSpeed * RESPONSE_SECONDS
                + WORST_ACCELERATION * RESPONSE_SECONDS * RESPONSE_SECONDS / 2
                + afterResponse * afterResponse / (2 * OWN_LEAST_BRAKING)
                - lead * lead / (2 * OTHERS_HARDEST_BRAKING);
        return Math.max(0, gap);
    }

    /** The same for two who come towards each other, each with so much speed, and who both brake. */
    public static double leastOncomingMetres(double ownSpeed, double otherSpeed) {
        return leastGapMetres(ownSpeed, 0)
                + otherSpeed * RESPONSE_SECONDS
                + otherSpeed * otherSpeed / (2 * OWN_LEAST_BRAKING);
    }

    /**
     * Distance to the side below which somebody who drifts towards us could end in contact, if he answers as late as we do and then
     * turns away as gently as may be (responsibility-sensitive safety, lateral).
     *
     * @param towards speed towards us, metres a second
     */
    public static double leastSideMetres(double towards) {
        double after = towards + SIDE_ACCELERATION * SIDE_RESPONSE_SECONDS;
        return SIDE_METRES + (towards + after) / 2 * SIDE_RESPONSE_SECONDS + after * after / (2 * SIDE_BRAKING);
    }

    /** Braking that stops our closing in before the least gap is used up, metres a second squared, positive. */
    public static double requiredBraking(double gapMetres, double ownSpeed, double leadSpeed) {
        double lead = Math.max(0, leadSpeed);
        double free = Math.max(0.3, gapMetres - LEAST_GAP_METRES + Math.min(0, leadSpeed));
        if (ownSpeed <= lead) {
            return 0;
        }
        double needed = (ownSpeed - lead) * (ownSpeed - lead) / (2 * free);
        return Math.min(EMERGENCY_BRAKING, needed);
    }

    /** Acceleration of a driver who follows what is ahead (intelligent driver model), never below emergency braking. */
    public static double followingAcceleration(
            double gapMetres, double ownSpeed, double leadSpeed, double wantedSpeed) {
        double closing = ownSpeed - Math.max(0, leadSpeed);
        double wantedGap = STANDING_GAP_METRES
                + Math.max(
                        0,
                        ownSpeed * HEADWAY_SECONDS
                                + ownSpeed * closing / (2 * Math.sqrt(ACCELERATION * COMFORT_BRAKING)));
        double gap = Math.max(0.3, gapMetres);
        double free = 1 - Math.pow(ownSpeed / Math.max(0.5, wantedSpeed), 4);
        double acceleration = ACCELERATION * (free - (wantedGap / gap) * (wantedGap / gap));
        double required = requiredBraking(gapMetres, ownSpeed, leadSpeed);
        if (required > COMFORT_BRAKING) {
            acceleration = Math.min(acceleration, -required);
        } else {
            acceleration = Math.max(acceleration, -COMFORT_BRAKING * 1.5);
        }
        double least = leadSpeed < -ONCOMING_SPEED
                ? leastOncomingMetres(ownSpeed, -leadSpeed)
                : leastGapMetres(ownSpeed, leadSpeed);
        if (gapMetres < least) {
            // What RSS calls the proper response: from here on only this much is sure to be enough.
            acceleration = Math.min(acceleration, -OWN_LEAST_BRAKING);
        }
        return Math.max(-EMERGENCY_BRAKING, acceleration);
    }
}
