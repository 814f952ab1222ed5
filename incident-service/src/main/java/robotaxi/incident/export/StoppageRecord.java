package robotaxi.incident.export;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import robotaxi.incident.incident.SafetyMoment;

/**
 * An unplanned stoppage with the fields of S.3742. What we do not know is empty, and named.
 *
 * @param fields in the order of the bill
 * @see <a href="https://www.congress.gov/bill/119th-congress/senate-bill/3742">S.3742, the AV Safety Data Act: introduced, not law</a>
 */
public record StoppageRecord(Map<String, String> fields) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** What holds for the operator and the car. */
    public record Vehicle(String vin, String make, String model, String modelYear, String software, ZoneId zone) {}

    /**
     * The record of an incident.
     *
     * @param answers what people filled into the report, by its columns' names
     */
    public static StoppageRecord of(
            SafetyMoment moment, Stoppage stoppage, Vehicle vehicle, Map<String, String> answers) {
        Map<String, String> fields = new LinkedHashMap<>();
        Instant began = stoppage.beganAt();
        fields.put("License Plate", "");
        fields.put("VIN", answers.getOrDefault("VIN", vehicle.vin()));
        fields.put("Make", vehicle.make());
        fields.put("Model", vehicle.model());
        fields.put("Model Year", vehicle.modelYear());
        fields.put("Major Software Version", vehicle.software());
        fields.put("Date", began.atZone(vehicle.zone()).toLocalDate().toString());
        fields.put("Time", TIME.format(began.atZone(vehicle.zone())));
        fields.put("State", answers.getOrDefault("State", ""));
        fields.put("County", "");
        boolean hasPlace = moment.latitudeDegrees() != 0 || moment.longitudeDegrees() != 0;
        fields.put("Latitude", hasPlace ? Double.toString(moment.latitudeDegrees()) : "");
        fields.put("Longitude", hasPlace ? Double.toString(moment.longitudeDegrees()) : "");
        fields.put("Freeway", freeway(answers.getOrDefault("Roadway Type", "")));
        fields.put("Description", answers.getOrDefault("Narrative", moment.detail()));
        fields.put("Environment", answers.getOrDefault("Roadway Type", ""));
        fields.put("Involvement of Police, First Responders, Transit", "");
        fields.put("Impact on Passengers, Vulnerable Road Users, Others", "");
        fields.put("Resolution", stoppage.resolvedAt() == null ? "" : "The car went on");
        fields.put("Intervention by the Entity", "");
        fields.put(
                "Seconds from Begin to Resolution",
                stoppage.secondsToResolution().map(String::valueOf).orElse(""));
        fields.put("Seconds from Begin to Intervention", "");
        return new StoppageRecord(fields);
    }

    private static String freeway(String roadway) {
        return roadway.isEmpty() ? "" : "Highway / Freeway".equals(roadway) ? "Yes" : "No";
    }

    /** Fields that nobody has said. */
    public List<String> blank() {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
