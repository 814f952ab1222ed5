package robotaxi.ota.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * The newest metadata of a role, and how long it still counts.
 *
 * @param repository {@code images} or {@code director}
 */
public record Standing(String repository, String role, long version, Instant publishedAt, Instant expiresAt) {
    /** When people should have begun to care: what people sign takes days, and cars take nothing that has expired. */
    public Instant warnFrom() {
        return expiresAt.minus(Duration.between(publishedAt, expiresAt).dividedBy(4));
    }

    /** Whether a quarter of its time or less is left. */
    public boolean expiresSoon(Instant now) {
        return !now.isBefore(warnFrom());
    }
}
