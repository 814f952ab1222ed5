package robotaxi.dispatch.payment;

import java.time.Instant;
import java.util.List;

/**
 * Money moves from one account of a ride to another. Written once, never changed: what was wrong is put right by another entry.
 *
 * @param amountMinor minor units of the currency, more than zero
 * @param currency ISO 4217
 */
public record Entry(EntryKind kind, long amountMinor, String currency, Instant at) {
    /** Refuses an amount that moves nothing, or backwards. */
    public Entry {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException(kind + " of " + amountMinor + " moves nothing");
        }
    }

    /** One entry, or none if the amount is zero. */
    public static List<Entry> of(EntryKind kind, long amountMinor, String currency, Instant at) {
        return amountMinor == 0 ? List.of() : List.of(new Entry(kind, amountMinor, currency, at));
    }
}
