package robotaxi.ota.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a device that decides for itself shall install. Our own cars are told when, and follow none of these.
 *
 * @param manner how much the device may decide
 * @param forcedAt from when on it may not any more; only for {@link Manner#TIME_FORCED}
 * @param window when it may install, or null for always
 * @param consentNeeded whether somebody at the device must agree first
 */
public record InstallTerms(
        Manner manner, @Nullable Instant forcedAt, @Nullable MaintenanceWindow window, boolean consentNeeded) {
    /** At once, without asking. */
    public static final InstallTerms FORCED = new InstallTerms(Manner.FORCED, null, null, false);

    /** How much a device may decide. */
    public enum Manner {
        /** Nothing: it installs as soon as it can. */
        FORCED,
        /** When it installs. */
        SOFT,
        /** When it installs, until a time. */
        TIME_FORCED
    }

    /** Refuses a time without a meaning, and a missing one. */
    public InstallTerms {
        if ((manner == Manner.TIME_FORCED) != (forcedAt != null)) {
            throw new IllegalArgumentException("forcedAt belongs to time-forced, and to nothing else");
        }
    }

    /** Whether the device has no choice at that time. */
    public boolean forced(Instant now) {
        return manner == Manner.FORCED || (forcedAt != null && !now.isBefore(forcedAt));
    }

    /** Whether it may install at that time. */
    public boolean open(Instant now) {
        return window == null || window.open(now);
    }
}
