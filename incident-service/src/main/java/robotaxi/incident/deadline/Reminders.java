package robotaxi.incident.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * When people are reminded of a deadline: each time while somebody is at a desk. No deadline moves because of a holiday; the
 * reminders do, to before it.
 *
 * @param calendar working days
 * @param zone of the people who file
 */
public record Reminders(WorkCalendar calendar, ZoneId zone) {
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(17, 0);

    /** Shares of the time that there is, after which somebody is reminded. */
    private static final double[] SHARES = {0.5, 0.8};

    /** The last one comes this long before the end, if there is so much time. */
    private static final Duration LAST = Duration.ofHours(4);

    /** Nobody looks further back than this for a working day: then people are called in. */
    private static final int MOST_DAYS_BACK = 14;

    /** Reminders in time order, all after the notice and before the end; one at the notice itself if the desk is closed until the end. */
    public List<Instant> of(Instant notice, Instant due) {
        long span = Duration.between(notice, due).toMillis();
        List<Instant> wanted = new ArrayList<>();
        for (double share : SHARES) {
            wanted.add(notice.plusMillis((long) (span * share)));
        }
        wanted.add(due.minus(LAST));
        return wanted.stream()
                .map(this::atADesk)
                .map(at -> at.isBefore(notice) ? notice : at)
                .distinct()
                .sorted()
                .toList();
    }

    /** The last moment at which somebody is there, not after this one. */
    private Instant atADesk(Instant wanted) {
        ZonedDateTime at = wanted.atZone(zone);
        if (calendar.isWorkingDay(at.toLocalDate()) && !at.toLocalTime().isBefore(OPENS)) {
            return at.toLocalTime().isBefore(CLOSES) ? wanted : at.with(CLOSES).toInstant();
        }
        LocalDate day = at.toLocalDate();
        for (int back = 0; back < MOST_DAYS_BACK; back++) {
            day = day.minusDays(1);
            if (calendar.isWorkingDay(day)) {
                return day.atTime(CLOSES).atZone(zone).toInstant();
            }
        }
        return wanted;
    }
}
