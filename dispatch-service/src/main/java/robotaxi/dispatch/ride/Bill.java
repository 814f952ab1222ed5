package robotaxi.dispatch.ride;

/**
 * What the way of a ride costs. The ledger says the same in entries; here is what further decisions need.
 *
 * @param priceMinor locked price of the way as it is planned now, minor units
 * @param heldMinor what holds have cost until now
 * @param holdPerMinuteMinor price of each begun minute of a hold
 * @param noShowFeeMinor price of not coming
 * @param currency ISO 4217
 */
public record Bill(long priceMinor, long heldMinor, long holdPerMinuteMinor, long noShowFeeMinor, String currency) {
    private static final long MINUTE_MILLIS = 60_000;

    /** Refuses prices below zero. */
    public Bill {
        if (priceMinor < 0 || heldMinor < 0 || holdPerMinuteMinor < 0 || noShowFeeMinor < 0) {
            throw new IllegalArgumentException("a price below zero");
        }
    }

    /** What a hold of this length costs: each begun minute. */
    long holdMinor(long millis) {
        return Math.ceilDiv(Math.max(0, millis), MINUTE_MILLIS) * holdPerMinuteMinor;
    }

    /** With a hold that cost this much. */
    Bill plusHeld(long minor) {
        return new Bill(priceMinor, heldMinor + minor, holdPerMinuteMinor, noShowFeeMinor, currency);
    }

    /** With another price of the way. */
    Bill withPrice(long minor) {
        return new Bill(minor, heldMinor, holdPerMinuteMinor, noShowFeeMinor, currency);
    }

    /** All that the way costs, minor units. */
    public long wayMinor() {
        return priceMinor + heldMinor;
    }
}
