package robotaxi.dispatch.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * How long cars drove, beside how long the map says that their way takes; both fade, of a second of driving the share exp(-age /
 * memory) is left. Immutable.
 *
 * @param drivenSeconds that cars took
 * @param mapSeconds that the same ways take at the map's speeds
 * @param at when both were true
 */
public record Pace(double drivenSeconds, double mapSeconds, Instant at) {
    /** Nothing known. */
    public static final Pace NOTHING = new Pace(0, 0, Instant.EPOCH);

    /** With one more observation; one from before the last counts as if made with that. */
    Pace plus(double driven, double byMap, Instant when, Duration memory) {
        Instant then = when.isBefore(at) ? at : when;
        double left = left(then, memory);
        return new Pace(drivenSeconds * left + driven, mapSeconds * left + byMap, then);
    }

    /**
     * How much longer than the map says: the mean of what was seen and of what is believed without, each by its weight
     * (shrinkage towards a prior mean, as in Bühlmann's credibility theory, 1967).
     *
     * @param prior what is believed without any observation
     * @param priorSeconds the belief counts as so much driving
     */
    double slowdown(double prior, double priorSeconds, Instant now, Duration memory) {
        double left = left(now, memory);
        return (drivenSeconds * left + prior * priorSeconds) / (mapSeconds * left + priorSeconds);
    }

    private double left(Instant now, Duration memory) {
        return drivenSeconds == 0 && mapSeconds == 0
                ? 0
                : Math.exp(-(double) Math.max(0, Duration.between(at, now).toMillis()) / memory.toMillis());
    }
}
