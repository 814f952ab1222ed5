package robotaxi.incident.export;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a recording tells of a drive, in time order.
 *
 * @param modes changes of the driving system's mode
 */
public record Drive(List<Sentence> reasoning, List<Mode> modes, List<Speed> speeds, List<Fix> fixes) {
    /** Nothing was recorded. */
    public static final Drive NONE = new Drive(List.of(), List.of(), List.of(), List.of());

    /** Copies. */
    public Drive {
        reasoning = List.copyOf(reasoning);
        modes = List.copyOf(modes);
        speeds = List.copyOf(speeds);
        fixes = List.copyOf(fixes);
    }

    /** What the model said, and how long it held. */
    public record Sentence(Instant from, Instant until, String text, String metaAction, String modelSha256) {}

    /** The mode after a change. */
    public record Mode(Instant at, String mode, String reason) {}

    /** Metres a second. */
    public record Speed(Instant at, double metresPerSecond) {}

    /** Where the car was, WGS84. */
    public record Fix(Instant at, double latitude, double longitude) {}

    /** Where the car was last known to be at a time. */
    public Optional<Fix> at(Instant time) {
        Fix last = null;
        for (Fix fix : fixes) {
            if (last != null && fix.at().isAfter(time)) {
                break;
            }
            last = fix;
        }
        return Optional.ofNullable(last);
    }
}
