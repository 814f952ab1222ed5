package robotaxi.incident.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When a report is due, counted from the moment at which we knew. Days are those of the filer's time zone. */
public sealed interface Due {
    /** The moment from which on it is late. */
    Instant after(Instant notice, ZoneId zone);

    /**
     * So many calendar days later at the same time of the day; where a clock change has no such time, or has it twice, the one
     * that {@link java.time.ZonedDateTime#plusDays} takes.
     */
    record CalendarDays(int days) implements Due {
        @Override
        public Instant after(Instant notice, ZoneId zone) {
            return notice.atZone(zone).plusDays(days).toInstant();
        }
    }

    /** On that day of the next month, until its end. */
    record DayOfNextMonth(int day) implements Due {
        /** Every month has such a day. */
        public DayOfNextMonth {
            if (day < 1 || day > 28) {
                throw new IllegalArgumentException("not a day of every month: " + day);
            }
        }

        @Override
        public Instant after(Instant notice, ZoneId zone) {
            LocalDate known = notice.atZone(zone).toLocalDate();
            return known.withDayOfMonth(1)
                    .plusMonths(1)
                    .withDayOfMonth(day)
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
        }
    }
}
