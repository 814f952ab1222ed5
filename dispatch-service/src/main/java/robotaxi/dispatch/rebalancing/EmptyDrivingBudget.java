package robotaxi.dispatch.rebalancing;

/**
 * Holds the share of empty driving near a target by a price on it: while the share is above, the price rises, below it falls.
 * A Lagrange multiplier, found by small steps. Immutable.
 *
 * @param targetShare of empty in all driving, 0 to 1
 * @param price of a millisecond of empty driving, in milliseconds of waiting
 */
public record EmptyDrivingBudget(double targetShare, double price) {
    private static final double STEP = 1.05;
    private static final double LEAST = 0.05;
    private static final double MOST = 0.3;

    /** The budget after a look at the running share. */
    public EmptyDrivingBudget after(double emptyShare) {
        double next = emptyShare > targetShare ? price * STEP : price / STEP;
        return new EmptyDrivingBudget(targetShare, Math.clamp(next, LEAST, MOST));
    }
}
