package robotaxi.incident.report;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.SafetyMoment;

/**
 * A report under way: each cell with where its value comes from. What the car said and what holds for the operator is filled in; what a person says
 * counts more; what is left open and has to be said is asked for.
 *
 * @param cells in the order of the columns
 */
public record SgoDraft(List<Cell> cells) {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM-yyyy", Locale.US);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final double MILES_PER_HOUR = 2.2369362920544;
    private static final double STANDS = 0.1;

    /** Columns that have to be said; most of the others are flags, of which a group needs one. */
    private static final Set<String> NEEDED = Set.of(
            "Reporting Entity",
            "VIN",
            "Make",
            "Model",
            "Model Year",
            "Driver / Operator Type",
            "Automation System Engaged?",
            "Engagement Status",
            "Operating Entity",
            "Incident Date",
            "Incident Time (24:00)",
            "City",
            "State",
            "Roadway Type",
            "Crash With",
            "Highest Injury Severity Alleged",
            "SV Pre-Crash Movement",
            "Any Air Bags Deployed?",
            "Was Any Vehicle Towed?",
            "Were All Passengers Belted?",
            "SV Precrash Speed (MPH)",
            "Within ODD?",
            "Narrative");

    /** Groups of flags of which at least one has to be set, by how their names begin. */
    private static final List<String> GROUPS =
            List.of("Source - ", "Roadway-", "Weather - ", "SV Contact Area - ", "Data Availability - ");

    /** Whose word a value is. */
    public enum Origin {
        /** The car's, or what is kept of it. */
        SIGNAL,
        /** The operator's settings. */
        SETTING,
        /** A person's. */
        PERSON,
        /** Nobody's yet. */
        OPEN
    }

    /**
     * A cell.
     *
     * @param source the signal, the setting or the person
     * @param isAsked whether it has to be said before the report is filed
     */
    public record Cell(SgoColumn column, String value, Origin origin, String source, boolean isAsked) {}

    /** What is known. */
    public record Known(
            Incident incident,
            boolean hasClip,
            Optional<String> vin,
            Operator operator,
            Map<String, Answer> answers,
            Instant now) {}

    /**
     * The report of an incident as far as it is known.
     *
     * @param type 5-Day, Monthly or Update
     * @param version 1 for the first
     */
    public static SgoDraft of(Known known, String type, int version) {
        Map<String, Cell> filled = new LinkedHashMap<>();
        signals(known, filled);
        settings(known, type, version, filled);
        known.answers().forEach((name, answer) -> {
            SgoColumn column = SgoColumn.named(name);
            filled.put(name, new Cell(column, answer.value(), Origin.PERSON, answer.by(), false));
        });
        List<Cell> cells = new ArrayList<>();
        for (SgoColumn column : SgoColumn.ALL) {
            Cell cell = filled.get(column.name());
            cells.add(cell != null && !cell.value().isBlank() ? cell : open(column));
        }
        return new SgoDraft(cells);
    }

    private static Cell open(SgoColumn column) {
        String value = column.kind() == SgoColumn.Kind.FLAG ? SgoColumn.NOT_SET : "";
        return new Cell(column, value, Origin.OPEN, "", NEEDED.contains(column.name()));
    }

    private static void signals(Known known, Map<String, Cell> filled) {
        SafetyMoment moment = known.incident().facts().moment();
        ZonedDateTime local = moment.time().atZone(known.operator().zone());
        boolean hasPlace = moment.latitudeDegrees() != 0 || moment.longitudeDegrees() != 0;
        known.vin().ifPresent(vin -> signal(filled, "VIN", vin, "vehicle.registry VIN"));
        signal(filled, "Incident Date", MONTH.format(local).toUpperCase(Locale.US), "vehicle.safety time");
        signal(filled, "Incident Time (24:00)", TIME.format(local), "vehicle.safety time");
        if (hasPlace) {
            signal(filled, "Latitude", degrees(moment.latitudeDegrees()), "vehicle.safety position");
            signal(filled, "Longitude", degrees(moment.longitudeDegrees()), "vehicle.safety position");
        }
        signal(
                filled,
                "SV Precrash Speed (MPH)",
                Long.toString(Math.round(moment.speedMetresPerSecond() * MILES_PER_HOUR)),
                "vehicle.safety speed");
        if (moment.speedMetresPerSecond() < STANDS) {
            signal(filled, "SV Pre-Crash Movement", "Stopped", "vehicle.safety speed");
        }
        signal(filled, "Automation Feature Version", moment.releaseId(), "vehicle.safety release");
        signal(filled, "Source - Telematics", SgoColumn.SET, "vehicle.safety");
        signal(filled, "Data Availability - Telematics", SgoColumn.SET, "vehicle.safety");
        if (known.hasClip()) {
            signal(filled, "Data Availability - Video", SgoColumn.SET, "clip");
        }
    }

    private static void settings(Known known, String type, int version, Map<String, Cell> filled) {
        Operator operator = known.operator();
        ZonedDateTime now = known.now().atZone(operator.zone());
        setting(filled, "Report Version", Integer.toString(version), "version");
        setting(filled, "Report Type", type, "type");
        if ("Monthly".equals(type)) {
            ZonedDateTime local = known.incident().facts().openedAt().atZone(operator.zone());
            setting(filled, "Report Month", Integer.toString(local.getMonthValue()), "notice");
            setting(filled, "Report Year", Integer.toString(local.getYear()), "notice");
        }
        setting(filled, "Report Submission Date", MONTH.format(now).toUpperCase(Locale.US), "clock");
        setting(filled, "Reporting Entity", operator.entity(), "incident.report.entity");
        setting(filled, "Operating Entity", operator.entity(), "incident.report.entity");
        setting(filled, "Make", operator.make(), "incident.report.make");
        setting(filled, "Model", operator.model(), "incident.report.model");
        setting(filled, "Model Year", operator.modelYear(), "incident.report.model-year");
        setting(filled, "Driver / Operator Type", operator.driverType(), "incident.report.driver-type");
        setting(filled, "Automation System Engaged?", "ADS", "all our cars");
    }

    private static void signal(Map<String, Cell> filled, String column, String value, String source) {
        filled.put(column, new Cell(SgoColumn.named(column), value, Origin.SIGNAL, source, false));
    }

    private static void setting(Map<String, Cell> filled, String column, String value, String source) {
        filled.put(column, new Cell(SgoColumn.named(column), value, Origin.SETTING, source, false));
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    /** What people still have to say: columns, and groups of flags of which none is set. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>(cells.stream()
                .filter(Cell::isAsked)
                .map(cell -> cell.column().name())
                .toList());
        for (String group : GROUPS) {
            boolean isSet = cells.stream()
                    .filter(cell -> cell.column().kind() == SgoColumn.Kind.FLAG)
                    .filter(cell -> cell.column().name().startsWith(group))
                    .anyMatch(cell -> cell.value().equals(SgoColumn.SET));
            if (!isSet) {
                missing.add(group + "*");
            }
        }
        return missing;
    }

    /** As a line of the file. */
    public SgoRow row() {
        return SgoRow.of(cells.stream().map(Cell::value).toList());
    }
}
