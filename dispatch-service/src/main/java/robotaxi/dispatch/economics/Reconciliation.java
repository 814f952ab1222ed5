package robotaxi.dispatch.economics;

/**
 * Whether the figures say what the ledger says, to the minor unit.
 *
 * @param ledgerMinor all entries of the time, straight from the ledger
 * @param countedMinor what was added up
 * @param pendingMinor entries that have not been added up yet
 */
public record Reconciliation(String currency, long ledgerMinor, long countedMinor, long pendingMinor) {
    /** What cannot be explained; anything but 0 is a fault. */
    public long differenceMinor() {
        return ledgerMinor - countedMinor - pendingMinor;
    }
}
