package robotaxi.incident.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Ends and reminders across weekends, holidays, leap days and clock changes. */
class RemindersTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final LocalDate THANKSGIVING = LocalDate.of(2026, 11, 26);
    private static final WorkCalendar CALENDAR = day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0
            && !day.equals(THANKSGIVING)
            && !day.equals(THANKSGIVING.plusDays(1));
    private static final Reminders REMINDERS = new Reminders(CALENDAR, LOS_ANGELES);

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(LOS_ANGELES).toInstant();
    }

    @Test
    void fiveDaysEndAtTheSameTimeAcrossAClockChangeAndALeapDay() {
        Due five = new Due.CalendarDays(5);
        assertThat(five.after(at("2026-10-30T10:15"), LOS_ANGELES)).isEqualTo(at("2026-11-04T10:15"));
        assertThat(five.after(at("2028-02-26T10:15"), LOS_ANGELES)).isEqualTo(at("2028-03-02T10:15"));
        assertThat(new Due.CalendarDays(1).after(at("2026-03-07T02:30"), LOS_ANGELES))
                .isEqualTo(at("2026-03-08T03:30"));
    }

    @Test
    void theFifteenthOfTheNextMonthIsItsEndByTheFilersClock() {
        Due monthly = new Due.DayOfNextMonth(15);
        assertThat(monthly.after(at("2026-12-31T23:59"), LOS_ANGELES)).isEqualTo(at("2027-01-16T00:00"));
        // In UTC it is January already.
        assertThat(monthly.after(Instant.parse("2027-01-01T03:00:00Z"), LOS_ANGELES))
                .isEqualTo(at("2027-01-16T00:00"));
        assertThat(monthly.after(at("2026-10-05T08:00"), LOS_ANGELES)).isEqualTo(at("2026-11-16T00:00"));
        assertThatThrownBy(() -> new Due.DayOfNextMonth(31)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remindersComeWhileSomebodyIsAtADesk() {
        // Wednesday noon before Thanksgiving, five days: half of them is Saturday, the end on Monday noon.
        assertThat(REMINDERS.of(at("2026-11-25T12:00"), at("2026-11-30T12:00")))
                .containsExactly(at("2026-11-25T17:00"));
    }

    @Test
    void whoCannotBeRemindedAtADeskIsCalledAtOnce() {
        // Friday evening, a day: no working hour lies between.
        assertThat(REMINDERS.of(at("2026-11-20T19:00"), at("2026-11-21T19:00")))
                .containsExactly(at("2026-11-20T19:00"));
    }

    @Test
    void inAQuietWeekThereAreThree() {
        assertThat(REMINDERS.of(at("2026-11-09T10:00"), at("2026-11-14T10:00")))
                .containsExactly(at("2026-11-11T17:00"), at("2026-11-13T10:00"), at("2026-11-13T17:00"));
    }
}
