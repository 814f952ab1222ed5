package robotaxi.incident.rule;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import robotaxi.incident.incident.SafetyMoment;

/** What is known of an incident, by name: what the car said, and what people filled into the report, under its columns' names. */
public final class Facts {
    /** The kind of the safety event, as the API names it. */
    public static final String KIND = "kind";

    /** Strongest deceleration, m/s2. */
    public static final String PEAK_DECELERATION = "peak-deceleration";

    /** Speed at the moment, m/s. */
    public static final String SPEED = "speed";

    private Facts() {}

    /** Of a moment, and of people's answers. */
    public static Map<String, String> of(SafetyMoment moment, Map<String, String> answers) {
        Map<String, String> facts = new HashMap<>(answers);
        facts.put(KIND, moment.kind().wireName());
        facts.put(
                PEAK_DECELERATION, String.format(Locale.ROOT, "%.3f", moment.peakDecelerationMetresPerSecondSquared()));
        facts.put(SPEED, String.format(Locale.ROOT, "%.3f", moment.speedMetresPerSecond()));
        return facts;
    }
}
