package robotaxi.incident.export;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import robotaxi.incident.incident.SafetyMoment;

/**
 * What a data storage system for automated driving records (UN R157 section 8, EU 2022/1426 annex II): which flags there are is a
 * table that can change without code, because neither list was read in its original.
 */
public final class DrivingEvents {
    /** The columns of a line. */
    public static final List<String> COLUMNS =
            List.of("flag", "reason", "date", "time", "latitude", "longitude", "software");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private DrivingEvents() {}

    private record Event(Instant at, String flag, String reason) {}

    /**
     * Lines in time order, UTC.
     *
     * @param flags by mode and by kind of safety event; what is not in it keeps its own name
     */
    public static List<List<String>> of(Drive drive, SafetyMoment moment, Map<String, String> flags) {
        List<Event> events = new ArrayList<>();
        for (Drive.Mode mode : drive.modes()) {
            events.add(new Event(mode.at(), flag(flags, "mode", mode.mode()), mode.reason()));
        }
        events.add(new Event(moment.time(), flag(flags, "safety", moment.kind().wireName()), moment.detail()));
        events.sort(Comparator.comparing(Event::at));
        List<List<String>> lines = new ArrayList<>();
        for (Event event : events) {
            Drive.Fix fix = drive.at(event.at())
                    .orElseGet(() -> new Drive.Fix(event.at(), moment.latitudeDegrees(), moment.longitudeDegrees()));
            var time = event.at().truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
            lines.add(List.of(
                    event.flag(),
                    event.reason(),
                    time.toLocalDate().toString(),
                    TIME.format(time) + "Z",
                    String.format(Locale.ROOT, "%.7f", fix.latitude()),
                    String.format(Locale.ROOT, "%.7f", fix.longitude()),
                    moment.releaseId()));
        }
        return lines;
    }

    private static String flag(Map<String, String> flags, String of, String name) {
        return flags.getOrDefault(of + "." + name, name);
    }
}
