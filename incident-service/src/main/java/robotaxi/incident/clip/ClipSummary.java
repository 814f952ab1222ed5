package robotaxi.incident.clip;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a recording holds, small enough to draw. All times are seconds from the recording's first message.
 *
 * @param startedAt time of the first message, the car's clock
 * @param durationSeconds from the first message to the last
 * @param topics by name
 * @param reasoning what the model said, in time order
 * @param signals speed and acceleration, in time order
 * @param cameras that have a picture, by name
 * @param plans what the car meant to drive, in time order
 * @param metadata of the record "incident"
 */
public record ClipSummary(
        Instant startedAt,
        double durationSeconds,
        List<Topic> topics,
        List<Span> reasoning,
        List<Signal> signals,
        List<Camera> cameras,
        List<ChosenPlan> plans,
        Map<String, String> metadata) {
    /** A topic and how many messages it has. */
    public record Topic(String topic, String schema, long messages) {}

    /** A sentence and when it held. */
    public record Span(double t0Seconds, double t1Seconds, String text, String metaAction) {}

    /** Metres a second, and metres a second squared. */
    public record Signal(double tSeconds, double speed, double acceleration) {}

    /**
     * A camera.
     *
     * @param name as in its topic: front_wide
     * @param tSeconds of its pictures, in time order; a picture is asked for by its place in this list
     */
    public record Camera(String name, List<Double> tSeconds) {}

    /** A plan, thinned to a point each 0.8 s; metres, x forward, y left of the car at that time. */
    public record ChosenPlan(double tSeconds, String source, List<Float> xMetres, List<Float> yMetres) {}
}
