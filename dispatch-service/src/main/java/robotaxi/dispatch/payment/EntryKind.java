package robotaxi.dispatch.payment;

import java.util.Locale;

/** Why money moves. The kind alone says from which account to which, so that no entry can be lopsided. */
public enum EntryKind {
    /** The locked price of the way. */
    QUOTE(Account.RIDER, Account.FARES),
    /** The rider's change made the way dearer. */
    TRIP_DEARER(Account.RIDER, Account.FARES),
    /** The rider's change made the way cheaper. */
    TRIP_CHEAPER(Account.FARES, Account.RIDER),
    /** The car waited for the rider on the way. */
    HOLD(Account.RIDER, Account.FARES),
    /** The ride was not driven to its end: nothing is owed for the way. */
    RELEASE(Account.FARES, Account.RIDER),
    /** A car met the rider later than was promised. */
    LATE_CREDIT(Account.REFUNDS, Account.RIDER),
    /** The rider did not come. */
    NO_SHOW_FEE(Account.RIDER, Account.FEES),
    /** The car had to be cleaned. */
    CLEANING_FEE(Account.RIDER, Account.FEES),
    /** The rider disputes the cleaning fee: not owed until it is decided. */
    DISPUTE(Account.DISPUTED, Account.RIDER),
    /** Decided: the rider owes the fee. */
    FEE_UPHELD(Account.RIDER, Account.DISPUTED),
    /** Decided: nobody owes the fee. */
    FEE_DROPPED(Account.FEES, Account.DISPUTED),
    /** An operator gives money back. */
    REFUND(Account.REFUNDS, Account.RIDER);

    private final Account debit;
    private final Account credit;

    EntryKind(Account debit, Account credit) {
        this.debit = debit;
        this.credit = credit;
    }

    /** The account whose balance grows. */
    public Account debit() {
        return debit;
    }

    /** The account whose balance shrinks. */
    public Account credit() {
        return credit;
    }

    /** What the entry adds to an account's balance, for each unit of its amount: 1, -1 or 0. */
    public int signFor(Account account) {
        return account == debit ? 1 : account == credit ? -1 : 0;
    }

    /** As the API writes it, for instance {@code no-show-fee}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
