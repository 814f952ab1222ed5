package robotaxi.gateway.link;

/**
 * Whether records come in faster than the log takes them. It begins when half of a budget is under way and ends at a quarter, so
 * that credits do not flutter.
 */
public final class Pressure {
    private static final double BEGINS = 0.5;
    private static final double ENDS = 0.25;

    private boolean isOn;

    /**
     * Looks at how full the budget is, 0 to 1.
     *
     * @return whether pressure began or ended with this look
     */
    public synchronized boolean look(double fill) {
        boolean before = isOn;
        isOn = fill >= (isOn ? ENDS : BEGINS);
        return isOn != before;
    }

    /** Whether there is pressure. */
    public synchronized boolean isOn() {
        return isOn;
    }
}
