package robotaxi.incident.custody;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which entries come under which hour's root. An hour is sealed once, a while after its end; an entry that was committed later than
 * that comes under the next hour that is sealed, so that each is under exactly one root.
 */
public final class SealPlan {
    /** So long after its end an hour stays open for transactions that are late. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private SealPlan() {}

    /** An entry that is under no root. */
    public record Open(long id, Instant recordedAt) {}

    /**
     * The hours to seal now, with their entries in order. An hour without any gets none.
     *
     * @param open in the order of their ids
     * @param sealed hours that have their root
     */
    public static Map<Instant, List<Long>> of(List<Open> open, Set<Instant> sealed, Instant now) {
        Instant latest = now.minus(GRACE).truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        Map<Instant, List<Long>> plan = new TreeMap<>();
        for (Open entry : open) {
            Instant hour = entry.recordedAt().truncatedTo(ChronoUnit.HOURS);
            while (sealed.contains(hour)) {
                hour = hour.plus(1, ChronoUnit.HOURS);
            }
            if (!hour.isAfter(latest)) {
                plan.computeIfAbsent(hour, _ -> new ArrayList<>()).add(entry.id());
            }
        }
        return plan;
    }
}
