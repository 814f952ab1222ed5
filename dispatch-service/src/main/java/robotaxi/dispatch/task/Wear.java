package robotaxi.dispatch.task;

/**
 * What riders have left behind in a car since it was cleaned.
 *
 * @param rides in which somebody sat in it
 * @param isSoiled whether a cleaning fee was charged for one of them
 */
public record Wear(int rides, boolean isSoiled) {
    /** Clean. */
    static final Wear NONE = new Wear(0, false);
}
