package robotaxi.ota.availability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.rollout.MaintenanceWindow;

/**
 * A time in which no car is taken out of service for an update.
 *
 * @param id its id
 * @param marketId where it holds, or null for everywhere
 * @param hours when
 * @param reason why, in words
 * @param createdBy who made it
 */
public record Blackout(
        String id, @Nullable String marketId, Hours hours, String reason, String createdBy, Instant createdAt) {
    /** When a blackout holds. */
    public sealed interface Hours {
        /** Whether it does at that time. */
        boolean hold(Instant now);
    }

    /** Again and again, by somebody's clock. */
    public record Recurring(MaintenanceWindow window) implements Hours {
        @Override
        public boolean hold(Instant now) {
            return window.open(now);
        }
    }

    /** Once. */
    public record Once(Instant from, Instant until) implements Hours {
        /** Refuses an end that comes first. */
        public Once {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("it ends after it begins");
            }
        }

        @Override
        public boolean hold(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** Whether it closes that market at that time. */
    public boolean closes(String market, Instant now) {
        return (marketId == null || marketId.equals(market)) && hours.hold(now);
    }
}
