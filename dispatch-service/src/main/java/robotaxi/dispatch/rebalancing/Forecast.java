package robotaxi.dispatch.rebalancing;

/** How many requests are expected from a zone within the time that a car sent now would wait there. */
@FunctionalInterface
public interface Forecast {
    /** Requests expected, served or not. */
    double expected(int zone);
}
