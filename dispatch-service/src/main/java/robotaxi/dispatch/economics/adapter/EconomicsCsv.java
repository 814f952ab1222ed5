package robotaxi.dispatch.economics.adapter;

import java.util.List;
import java.util.Locale;
import robotaxi.dispatch.economics.Line;

/** Lines as RFC 4180 has them: a header, commas, CRLF. No field needs quotes: keys are days and ids. */
final class EconomicsCsv {
    private static final String END = "\r\n";

    private EconomicsCsv() {}

    static String write(String by, List<Line> lines) {
        var text = new StringBuilder(by)
                .append(",currency,revenue_minor,completed_rides,empty_metres,loaded_metres,energy_kwh,busy_seconds,")
                .append("assistance_seconds,revenue_minor_per_car_hour,energy_minor,charged_kwh,charged_minor")
                .append(END);
        for (Line line : lines) {
            text.append(String.format(
                            Locale.ROOT,
                            "%s,%s,%d,%d,%.0f,%.0f,%.3f,%.0f,%.0f,%.2f,%d,%.3f,%d",
                            line.key(),
                            line.currency(),
                            line.revenueMinor(),
                            line.completedRides(),
                            line.emptyMetres(),
                            line.loadedMetres(),
                            line.energyKwh(),
                            line.busySeconds(),
                            line.assistanceSeconds(),
                            line.revenueMinorPerCarHour(),
                            line.energyMinor(),
                            line.chargedKwh(),
                            line.chargedMinor()))
                    .append(END);
        }
        return text.toString();
    }
}
