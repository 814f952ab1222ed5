package robotaxi.onboard.supervisor;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way to a minimal-risk condition and back. While the car moves it only climbs the ladder; it leaves the condition at standstill,
 * once everything has been healthy for three seconds and, if a fault asks for it, a person has let it go.
 * <pre>
 *   NORMAL ──fault──▶ MANOEUVRE ──standing──▶ CONDITION ──healthy for 3 s, released──▶ NORMAL
 *                      └──▶ a harder rung, never a gentler one
 * </pre>
 */
public final class RiskState {
    private static final long HEALTHY_BEFORE_RESET_US = 3_000_000;
    private static final double STANDING_SPEED = 0.05;

    private final boolean healsItself;
    private Mode mode = Mode.NORMAL;
    private @Nullable Fault worst;
    private boolean needsPerson;
    private long healthySinceUs = -1;
    private boolean released;

    /** @param healsItself whether faults that may heal need nobody's release; without, each needs one */
    public RiskState(boolean healsItself) {
        this.healsItself = healsItself;
    }

    /** Where the car is on that way. */
    public enum Mode {
        /** The model drives. */
        NORMAL,
        /** Coming to a stop. */
        MANOEUVRE,
        /** Stopped. */
        CONDITION
    }

    /**
     * A step on the way.
     *
     * @param rung the manoeuvre, while there is one or was one
     */
    public record Change(Mode from, Mode to, Rung rung, String code, String reason) {}

    /** One tick. */
    public Optional<Change> tick(long nowUs, Optional<Fault> fault, double speed) {
        boolean healthy = fault.isEmpty();
        // Also of one that is not the worst: a gentler rung may be the one that only a person ends.
        needsPerson |= fault.filter(now -> !now.selfHeals()).isPresent();
        if (!healthy) {
            healthySinceUs = -1;
            released = false;
        } else if (healthySinceUs < 0) {
            healthySinceUs = nowUs;
        }
        return switch (mode) {
            case NORMAL -> fault.flatMap(this::climb);
            case MANOEUVRE ->
                speed < STANDING_SPEED ? stand() : fault.filter(this::isHarder).flatMap(this::climb);
            case CONDITION -> {
                fault.filter(now -> worst == null || now.isWorseThan(worst)).ifPresent(now -> worst = now);
                yield healthy && nowUs - healthySinceUs >= HEALTHY_BEFORE_RESET_US && mayGo()
                        ? reset()
                        : Optional.empty();
            }
        };
    }

    private boolean isHarder(Fault fault) {
        return worst == null || fault.isWorseThan(worst);
    }

    private Optional<Change> climb(Fault fault) {
        Mode before = mode;
        boolean sameRung = before == Mode.MANOEUVRE && fault.rung() == rung();
        worst = fault;
        mode = Mode.MANOEUVRE;
        return sameRung ? Optional.empty() : Optional.of(change(before));
    }

    private Optional<Change> stand() {
        mode = Mode.CONDITION;
        return Optional.of(change(Mode.MANOEUVRE));
    }

    private Optional<Change> reset() {
        mode = Mode.NORMAL;
        Change change = new Change(
                Mode.CONDITION,
                Mode.NORMAL,
                rung(),
                code(),
                released ? "a person has let the car go" : "everything is healthy again");
        worst = null;
        needsPerson = false;
        released = false;
        return Optional.of(change);
    }

    private Change change(Mode before) {
        return new Change(before, mode, rung(), code(), worst == null ? "" : worst.detail());
    }

    private boolean mayGo() {
        return released || (healsItself && !needsPerson);
    }

    /** A person lets the car go. False if it does not stand in a minimal-risk condition, or is not healthy. */
    public boolean release() {
        if (mode != Mode.CONDITION || healthySinceUs < 0) {
            return false;
        }
        released = true;
        return true;
    }

    /** Whether the car waits for a person and for nothing else. */
    public boolean waitsForRelease() {
        return mode == Mode.CONDITION && healthySinceUs >= 0 && !mayGo();
    }

    /** Where the car is. */
    public Mode mode() {
        return mode;
    }

    /** The manoeuvre under way, or the gentlest if there is none. */
    public Rung rung() {
        return worst == null ? Rung.PULL_OVER : worst.rung();
    }

    /** Code of the worst fault, empty if there is none. */
    public String code() {
        return worst == null ? "" : worst.code();
    }
}
