package robotaxi.onboard.supervisor;

import java.util.Optional;

/**
 * The way to a minimal-risk condition and back. It only escalates while the car moves; it resets at standstill, once inputs
 * have been healthy for three seconds.
 * <pre>
 *   NORMAL ──unhealthy──▶ MANOEUVRE ──standing──▶ CONDITION ──healthy for 3 s──▶ NORMAL
 * </pre>
 */
public final class RiskState {
    private static final long HEALTHY_BEFORE_RESET_US = 3_000_000;
    private static final double STANDING_SPEED = 0.05;

    private Mode mode = Mode.NORMAL;
    private long healthySinceUs = -1;

    /** Where the car is on that way. */
    public enum Mode {
        /** The model drives. */
        NORMAL,
        /** Coming to a stop. */
        MANOEUVRE,
        /** Stopped. */
        CONDITION
    }

    /** A change of mode. */
    public record Change(Mode to, String reason) {}

    /** One tick; the reason is empty when all is healthy. */
    public Optional<Change> tick(long nowUs, String unhealthyReason, double speed) {
        boolean healthy = unhealthyReason.isEmpty();
        if (!healthy) {
            healthySinceUs = -1;
        } else if (healthySinceUs < 0) {
            healthySinceUs = nowUs;
        }
        return switch (mode) {
            case NORMAL -> healthy ? Optional.empty() : change(Mode.MANOEUVRE, unhealthyReason);
            case MANOEUVRE -> speed < STANDING_SPEED ? change(Mode.CONDITION, "standing") : Optional.empty();
            case CONDITION ->
                healthy && nowUs - healthySinceUs >= HEALTHY_BEFORE_RESET_US
                        ? change(Mode.NORMAL, "inputs are healthy again")
                        : Optional.empty();
        };
    }

    private Optional<Change> change(Mode to, String reason) {
        mode = to;
        return Optional.of(new Change(to, reason));
    }

    /** Where the car is. */
    public Mode mode() {
        return mode;
    }
}
