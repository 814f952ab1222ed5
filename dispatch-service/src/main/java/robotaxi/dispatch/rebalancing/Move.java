package robotaxi.dispatch.rebalancing;

/** What an idle car shall do. */
public sealed interface Move {
    /** The car. */
    String vehicleId();

    /** Drive to where riders are expected. */
    record Reposition(String vehicleId, int node) implements Move {}

    /** Drive to a charger and charge. */
    record Charge(String vehicleId, String chargerId, int node) implements Move {}
}
