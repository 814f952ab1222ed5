package robotaxi.incident.assistance;

import java.time.Instant;
import java.util.List;

/**
 * What a car has shown, without the pictures themselves.
 *
 * @param options ids and words of what may be chosen
 * @param capturedAt the car's clock
 * @param receivedAt ours
 */
public record SceneSeen(
        String sceneId,
        Instant capturedAt,
        Instant receivedAt,
        String reasoning,
        Instant reasonedAt,
        List<Option> options,
        List<Frame> frames) {
    /** Copies. */
    public SceneSeen {
        options = List.copyOf(options);
        frames = List.copyOf(frames);
    }

    /** Something that may be chosen. */
    public record Option(String id, String words) {}

    /** A picture by its hash. */
    public record Frame(String cameraId, String sha256, Instant capturedAt) {}

    boolean offers(String optionId) {
        return options.stream().anyMatch(option -> option.id().equals(optionId));
    }

    String wordsOf(String optionId) {
        return options.stream()
                .filter(option -> option.id().equals(optionId))
                .map(Option::words)
                .findFirst()
                .orElse(optionId);
    }
}
