package robotaxi.city.expert;

import robotaxi.city.view.Body;

/**
 * A body that is in the way.
 *
 * @param body the body
 * @param gapMetres from our front bumper to its box, along the way
 * @param speedMetresPerSecond its speed along the way
 */
public record Hindrance(Body body, double gapMetres, double speedMetresPerSecond) {}
