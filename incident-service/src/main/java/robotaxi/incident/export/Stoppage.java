package robotaxi.incident.export;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stop in traffic as the recording shows it.
 *
 * @param resolvedAt when the car moved on, or null if the recording does not show it
 */
public record Stoppage(Instant beganAt, @Nullable Instant resolvedAt) {
    /** Slower is standing. */
    static final double STANDS = 0.1;
    /** Shorter is part of driving. */
    static final Duration SHORTEST = Duration.ofSeconds(10);

    /** The longest stop of a drive, if it was long enough to be one. */
    public static Optional<Stoppage> of(List<Drive.Speed> speeds) {
        Stoppage longest = null;
        Duration most = SHORTEST;
        Instant began = null;
        for (Drive.Speed speed : speeds) {
            boolean isStanding = Math.abs(speed.metresPerSecond()) < STANDS;
            if (isStanding && began == null) {
                began = speed.at();
            } else if (!isStanding && began != null) {
                if (Duration.between(began, speed.at()).compareTo(most) >= 0) {
                    longest = new Stoppage(began, speed.at());
                    most = Duration.between(began, speed.at());
                }
                began = null;
            }
        }
        if (began != null && Duration.between(began, speeds.getLast().at()).compareTo(most) >= 0) {
            return Optional.of(new Stoppage(began, null));
        }
        return Optional.ofNullable(longest);
    }

    /** Seconds until it moved on; nothing if nobody saw that. */
    public Optional<Long> secondsToResolution() {
        return resolvedAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(beganAt, resolvedAt).toSeconds());
    }
}
