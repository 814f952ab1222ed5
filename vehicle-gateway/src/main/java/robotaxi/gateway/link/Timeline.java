package robotaxi.gateway.link;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a car did and what was done to it, the newest first, from several sources.
 *
 * @param truncated whether a source had more of this time than it gave
 */
public record Timeline(List<Entry> entries, boolean truncated) {
    private static final Comparator<Entry> NEWEST_FIRST = Comparator.comparing(Entry::time)
            .reversed()
            .thenComparing(Entry::kind)
            .thenComparing(Entry::id)
            .thenComparing(Entry::summary);

    /** Where an entry is from. */
    public enum Kind {
        /** Its link came or went. */
        PRESENCE,
        /** A command moved on. */
        COMMAND,
        /** A certificate was given, used or ended. */
        CERTIFICATE,
        /** What the car reported: missions, passengers, updates. */
        EVENT,
        /** A safety event. */
        SAFETY,
        /** Telemetry of some seconds. */
        TELEMETRY;

        /** As the API writes it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that happened.
     *
     * @param time by the fleet's clock, never the car's
     * @param id what it was, for whoever wants to look it up
     * @param summary in words
     * @param traceId W3C trace id, empty if it has none
     */
    public record Entry(Instant time, Kind kind, String id, String summary, String traceId) {}

    /**
     * The newest of all. Entries of one instant are never parted, so that the last one's time finds the rest: there may be more
     * than the limit.
     */
    public static Timeline newest(Collection<Entry> all, int limit, boolean truncated) {
        List<Entry> sorted = all.stream().sorted(NEWEST_FIRST).toList();
        int end = Math.min(limit, sorted.size());
        while (end > 0
                && end < sorted.size()
                && sorted.get(end).time().equals(sorted.get(end - 1).time())) {
            end++;
        }
        return new Timeline(List.copyOf(sorted.subList(0, end)), truncated);
    }
}
