package robotaxi.incident.incident;

/** How grave a moment is before a person has looked: 1 is worst, 4 the least. */
public final class Severity {
    private static final double EMERGENCY_DECELERATION = 6.0;

    private Severity() {}

    /** The table. */
    public static int of(SafetyMoment moment) {
        return switch (moment.kind()) {
            case COLLISION -> 1;
            case DISENGAGEMENT, MINIMAL_RISK_MANOEUVRE, MODEL_FAULT -> 2;
            case HARD_BRAKE -> moment.peakDecelerationMetresPerSecondSquared() >= EMERGENCY_DECELERATION ? 2 : 3;
            case ENVELOPE_VETO -> 3;
            case SHADOW_DISAGREEMENT, BOOKMARK -> 4;
        };
    }
}
