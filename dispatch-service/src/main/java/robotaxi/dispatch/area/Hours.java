package robotaxi.dispatch.area;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Hours of some days of the week, in local time. Hours that end before they begin, or when they begin, end on the next day.
 *
 * @param days days on which they begin
 * @param from included
 * @param to excluded
 */
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    /** Copies. */
    public Hours {
        days = Set.copyOf(days);
    }

    /** Whether a moment lies in them. */
    public boolean include(ZonedDateTime moment) {
        LocalTime time = moment.toLocalTime();
        DayOfWeek today = moment.getDayOfWeek();
        boolean hasBegun = days.contains(today) && !time.isBefore(from);
        if (from.isBefore(to)) {
            return hasBegun && time.isBefore(to);
        }
        return hasBegun || (days.contains(today.minus(1)) && time.isBefore(to));
    }
}
