package robotaxi.onboard.recorder;

import java.util.List;

/**
 * A span around a moment worth keeping.
 *
 * @param eventId the safety event's id
 * @param trigger kebab-case name of what it was
 */
public record Clip(
        String eventId,
        String trigger,
        String releaseId,
        String manifestSha256,
        long triggerUs,
        List<Moment> moments) {}
