package robotaxi.ota.driving;

import java.time.Instant;

/** What cars told of their driving, grown old. */
@FunctionalInterface
public interface OldDriving {
    /**
     * Forgets driving of before the hour of a moment, the oldest first.
     *
     * @param most rows at once, so that nobody waits for long
     * @return whether there is more
     */
    boolean forget(Instant before, int most);
}
