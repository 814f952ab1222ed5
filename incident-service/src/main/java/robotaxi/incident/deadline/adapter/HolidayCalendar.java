package robotaxi.incident.deadline.adapter;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import robotaxi.incident.deadline.WorkCalendar;

/** Weekends and the public holidays of a country, with those of a state of it. */
public final class HolidayCalendar implements WorkCalendar {
    private final HolidayManager holidays;
    private final String[] region;

    /**
     * Of a place.
     *
     * @param country ISO 3166-1, for instance {@code us}
     * @param region of it, for instance {@code ca}; none for what all of it has
     */
    public HolidayCalendar(String country, String... region) {
        this.holidays = HolidayManager.getInstance(ManagerParameters.create(country));
        this.region = region.clone();
    }

    @Override
    public boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.isHoliday(day, region);
    }
}
