package robotaxi.dispatch.payment;

import java.util.List;

/** Port: where entries are kept. They belong to the transaction under way and are never changed. */
public interface Ledger {
    /**
     * Adds entries behind those that a ride has.
     *
     * @param actor rider, operator, vehicle, matcher or clock
     * @param cause a stable word, or an operator's reason
     */
    void append(String rideId, List<Entry> entries, String actor, String cause);

    /** All entries of a ride, oldest first. */
    List<Entry> list(String rideId);
}
