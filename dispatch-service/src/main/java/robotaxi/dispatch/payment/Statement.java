package robotaxi.dispatch.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import robotaxi.kit.problem.ErrorCode;

/**
 * All entries of one ride, oldest first, and what may be added once the ride is over.
 *
 * <pre>
 *   cleaning fee:  (none) ──charge──▶ charged ──dispute──▶ disputed ──decide──▶ upheld | dropped
 * </pre>
 *
 * @param currency ISO 4217; all entries are in it
 */
public record Statement(String currency, List<Entry> entries) {
    /** No cleaning costs more; a sum beyond it is a mistake. */
    public static final long DEAREST_CLEANING_MINOR = 30_000;

    /** Copies. */
    public Statement {
        entries = List.copyOf(entries);
    }

    /** What an act on the money comes to. */
    public sealed interface Posting {
        /** To be written. */
        record Posted(Entry entry) implements Posting {}

        /** Nothing is written. */
        record Refused(ErrorCode reason) implements Posting {}
    }

    /** Where the cleaning fee stands. */
    public enum CleaningFee {
        /** There is none. */
        NONE,
        /** The rider owes it. */
        CHARGED,
        /** Waits for a decision. */
        DISPUTED,
        /** Decided for the fleet; final. */
        UPHELD,
        /** Decided for the rider; final. */
        DROPPED
    }

    /** Debits minus credits of an account, minor units. */
    public long balanceMinor(Account account) {
        return entries.stream()
                .mapToLong(entry -> entry.kind().signFor(account) * entry.amountMinor())
                .sum();
    }

    /** What the rider owes, minor units; never below zero. */
    public long owedMinor() {
        return balanceMinor(Account.RIDER);
    }

    /** What all entries of a kind come to, minor units. */
    public long totalMinor(EntryKind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .mapToLong(Entry::amountMinor)
                .sum();
    }

    /** Where the cleaning fee stands. */
    public CleaningFee cleaningFee() {
        CleaningFee fee = CleaningFee.NONE;
        for (Entry entry : entries) {
            fee = switch (entry.kind()) {
                case CLEANING_FEE -> CleaningFee.CHARGED;
                case DISPUTE -> CleaningFee.DISPUTED;
                case FEE_UPHELD -> CleaningFee.UPHELD;
                case FEE_DROPPED -> CleaningFee.DROPPED;
                default -> fee;
            };
        }
        return fee;
    }

    /** Charges the cleaning of the car, once a ride. */
    public Posting chargeCleaning(long amountMinor, Instant now) {
        if (amountMinor <= 0 || amountMinor > DEAREST_CLEANING_MINOR) {
            return new Posting.Refused(PaymentError.BAD_AMOUNT);
        }
        return cleaningFee() == CleaningFee.NONE
                ? post(EntryKind.CLEANING_FEE, amountMinor, now)
                : new Posting.Refused(PaymentError.FEE_CHARGED_ALREADY);
    }

    /** The rider says that the fee is wrong; it was not given back already. */
    public Posting dispute(Instant now) {
        long fee = totalMinor(EntryKind.CLEANING_FEE);
        return cleaningFee() == CleaningFee.CHARGED && owedMinor() >= fee
                ? post(EntryKind.DISPUTE, fee, now)
                : new Posting.Refused(PaymentError.NOTHING_TO_DISPUTE);
    }

    /** An operator decides the dispute. */
    public Posting decide(boolean upheld, Instant now) {
        return cleaningFee() == CleaningFee.DISPUTED
                ? post(upheld ? EntryKind.FEE_UPHELD : EntryKind.FEE_DROPPED, totalMinor(EntryKind.CLEANING_FEE), now)
                : new Posting.Refused(PaymentError.NO_DISPUTE);
    }

    /** Gives money back, never more than is owed. */
    public Posting refund(long amountMinor, Instant now) {
        if (amountMinor <= 0) {
            return new Posting.Refused(PaymentError.BAD_AMOUNT);
        }
        return amountMinor <= owedMinor()
                ? post(EntryKind.REFUND, amountMinor, now)
                : new Posting.Refused(PaymentError.MORE_THAN_OWED);
    }

    private Posting post(EntryKind kind, long amountMinor, Instant now) {
        return new Posting.Posted(new Entry(kind, amountMinor, currency, now));
    }

    /** The newest entry of a kind. */
    public Optional<Entry> last(EntryKind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).reduce((before, after) -> after);
    }
}
