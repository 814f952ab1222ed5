package robotaxi.incident.deadline;

import java.time.LocalDate;

/** Port: on which days people are at their desks. */
@FunctionalInterface
public interface WorkCalendar {
    /** False on weekends and holidays. */
    boolean isWorkingDay(LocalDate day);
}
