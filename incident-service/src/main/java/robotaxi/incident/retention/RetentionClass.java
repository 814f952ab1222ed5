package robotaxi.incident.retention;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How long evidence is kept after it came in. A hold has no end and is no class. */
public enum RetentionClass {
    /** Nothing much. */
    ROUTINE(Period.ofDays(30)),
    /** Something to learn from. */
    EDGE_CASE(Period.ofYears(2)),
    /** Somebody had to be told, or may have to be. */
    REPORTABLE(Period.ofYears(7));

    private static final int GRAVE = 2;

    private final Period kept;

    RetentionClass(Period kept) {
        this.kept = kept;
    }

    /**
     * What the rule says of an incident.
     *
     * @param severity 1 worst to 4
     * @param isReportable whether a deadline ran for it that nobody dropped, or a report was filed
     * @param isCollision whatever the rules ask for, a contact is kept as long as a report
     */
    public static RetentionClass of(int severity, boolean isReportable, boolean isCollision) {
        if (isReportable || isCollision) {
            return REPORTABLE;
        }
        return severity <= GRAVE ? EDGE_CASE : ROUTINE;
    }

    /** When what came in then may go; years are years, whatever days they have. */
    public Instant until(Instant receivedAt) {
        return receivedAt.atZone(ZoneOffset.UTC).plus(kept).toInstant();
    }

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By the API's name. */
    public static Optional<RetentionClass> named(String wireName) {
        return Arrays.stream(values())
                .filter(one -> one.wireName().equals(wireName))
                .findFirst();
    }
}
