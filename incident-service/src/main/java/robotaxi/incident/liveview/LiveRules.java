package robotaxi.incident.liveview;

import java.time.Duration;

/**
 * How cars are watched.
 *
 * @param lease a watch that its screen does not renew ends after this
 * @param shownFor what the car is asked for at a time
 * @param askAgainAfter when it is asked for more; less than {@code shownFor}
 * @param orderLife how long an order may be under way to the car
 * @param retryAfter when a car that did not take it is asked again
 * @param mostCars that are watched at once
 */
public record LiveRules(
        Duration lease,
        Duration shownFor,
        Duration askAgainAfter,
        Duration orderLife,
        Duration retryAfter,
        int mostCars) {}
