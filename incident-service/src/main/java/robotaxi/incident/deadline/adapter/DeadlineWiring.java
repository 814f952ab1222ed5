package robotaxi.incident.deadline.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.ZoneId;
import robotaxi.incident.deadline.Deadlines;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.deadline.Reminders;
import robotaxi.incident.report.adapter.ReportConfig;
import robotaxi.kit.ids.Ids;

/** Builds the keeper of deadlines with the filer's clock and calendar. */
class DeadlineWiring {
    @Produces
    @Singleton
    KeepDeadlines keepDeadlines(Deadlines deadlines, ReportConfig config, InstantSource clock, Ids ids) {
        ZoneId zone = ZoneId.of(config.timeZone());
        var calendar = new HolidayCalendar(
                config.country(),
                config.region().map(region -> new String[] {region}).orElse(new String[0]));
        return new KeepDeadlines(deadlines, new Reminders(calendar, zone), zone, clock, ids::next);
    }
}
